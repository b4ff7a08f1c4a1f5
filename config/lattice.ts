import {
  checkLatticeVersion,
  checkNetworkName,
  checkSecurityGroups,
  checkVpcAssociations,
} from "../model/lattice/names";
import { InputError } from "../model/errors";
import { checkAccessLogs, type AccessLogs } from "../model/lattice/access-logs";
import {
  checkListeners,
  checkPodPorts,
  defaultListeners,
  type Listener,
  type PodPorts,
} from "../model/lattice/listeners";
import { choice, count, flag, list, object, objects, text } from "../model/schema-parts";

/** The service network of a stack, and the checkout sample behind it. */
export interface LatticeConfig {
  /** Name of the service network and of its Gateway. */
  networkName: string;
  /** Ports that routes answer on. */
  listeners: Listener[];
  /** Further VPCs whose clients reach the service network. */
  clientVpcs: { vpcId: string; securityGroupIds?: string[] }[];
  /** Who may send requests. */
  callers: "vpc" | "account" | "anyone";
  /** Days that requests are kept on record: in CloudWatch Logs, in a bucket, or both. */
  accessLogs: AccessLogs;
  /** Pods of the controller. */
  controllerReplicas: number;
  /** Namespaces of routes beside the sample's. */
  routeNamespaces: string[];
  /** TCP ports of pods that VPC Lattice may reach; see `podPorts` of the controller. */
  podPorts?: PodPorts;
  checkout: {
    /** Whether the sample is deployed. */
    deploy: boolean;
    /** Pods of each version. */
    replicas: number;
    /** Percent of the requests that the new version takes; the old one takes the others. */
    newShare: number;
  };
}

/** What of a stack its service network depends on. */
interface StackParts {
  cluster: { version?: string };
  lattice?: LatticeConfig;
}

/**
 * Checks the service network of a stack, where it has one.
 *
 * @throws InputError
 */
export function checkLattice({ cluster, lattice }: StackParts): void {
  if (!lattice) return;
  const { networkName, listeners, clientVpcs } = lattice;
  if (cluster.version !== undefined) checkLatticeVersion(cluster.version, "cluster.version");
  checkNetworkName(networkName, "lattice.networkName");
  checkListeners(listeners, "lattice.listeners");
  checkAccessLogs(lattice.accessLogs, "lattice.accessLogs");
  clientVpcs.forEach(({ securityGroupIds }, index) =>
    checkSecurityGroups(securityGroupIds, `lattice.clientVpcs[${index}].securityGroupIds`),
  );
  checkPodPorts(lattice.podPorts, "lattice.podPorts");
  requireRouteNamespace(lattice);
  checkVpcAssociations(
    clientVpcs.map(({ vpcId }, index) => ({
      network: networkName,
      vpc: vpcId,
      argument: `lattice.clientVpcs[${index}].vpcId`,
    })),
  );
}

/** The namespaces whose routes the Gateway takes, the sample's first. */
export function routeNamespacesOf({
  checkout,
  routeNamespaces,
}: Pick<LatticeConfig, "checkout" | "routeNamespaces">): string[] {
  return [...new Set([...(checkout.deploy ? ["checkout"] : []), ...routeNamespaces])];
}

function requireRouteNamespace(lattice: LatticeConfig): void {
  if (routeNamespacesOf(lattice).length > 0) return;
  throw new InputError({
    argument: "lattice.routeNamespaces",
    value: lattice.routeNamespaces,
    rule: "must list a namespace where the checkout sample is left out: a Gateway without one takes no route",
    fix: "List the namespaces of the applications, or set lattice.checkout.deploy to true.",
  });
}

const listener = object(
  "a port that routes answer on",
  {
    name: text("section name, which routes refer to"),
    protocol: choice("protocol", ["HTTP", "HTTPS"]),
    port: count("port", 1),
    certificateArn: text("certificate in ACM for custom domain names, with HTTPS"),
  },
  ["name", "protocol", "port"],
);

const clientVpc = object(
  "a VPC whose clients reach the service network",
  {
    vpcId: text("id of the VPC"),
    securityGroupIds: list("security groups that say who in it, at most 5; everybody without"),
  },
  ["vpcId"],
);

const checkout = object("the checkout sample", {
  deploy: flag("true where the sample is deployed", true),
  replicas: count("pods of each version", 1, 1),
  newShare: {
    ...count("percent of the requests that checkoutv2 takes, 0 to 100", 0, 75),
    maximum: 100,
  },
});

/** JSON schema of {@link LatticeConfig}. */
export const latticeSchema = object(
  "a service network of VPC Lattice behind the Gateway API, with the checkout sample",
  {
    networkName: text("name of the service network and its Gateway: 3 to 63 letters"),
    listeners: objects("ports that routes answer on, one or two", listener, defaultListeners),
    clientVpcs: objects("further VPCs whose clients reach the service network", clientVpc, []),
    callers: choice(
      "who may send requests: clients in the VPCs, principals of the account, anyone",
      ["vpc", "account", "anyone"],
      "vpc",
    ),
    accessLogs: {
      ...object("days that requests are kept on record", {
        cloudWatchDays: count("days in CloudWatch Logs", 1),
        bucketDays: count("days in a bucket", 1),
      }),
      default: { cloudWatchDays: 30 },
    },
    controllerReplicas: count("pods of the controller", 1, 2),
    routeNamespaces: list("namespaces whose routes the Gateway takes, beside the sample's", []),
    podPorts: object(
      "TCP ports of pods that VPC Lattice may reach; all, or the sample's where only it has routes",
      { from: count("first port", 0), to: count("last port", 0) },
      ["from", "to"],
    ),
    checkout: { ...checkout, default: {} },
  },
  ["networkName"],
);
