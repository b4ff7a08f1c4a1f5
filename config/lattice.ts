import { InputError } from "../model/errors";
import { checkAccessLogs } from "../model/lattice/access-logs";
import { checkListeners, checkPodPorts } from "../model/lattice/listeners";
import {
  checkLatticeVersion,
  checkNetworkName,
  checkSecurityGroups,
  checkVpcAssociations,
} from "../model/lattice/names";
import { controllerSettings, gatewaySettings } from "../model/lattice/settings";
import { checkoutSettings } from "../model/samples";
import {
  count,
  flag,
  list,
  listOf,
  object,
  optional,
  text,
  withDefault,
  type Static,
} from "../model/schema-parts";

const clientVpc = object("a VPC whose clients reach the service network", {
  vpcId: text("id of the VPC"),
  securityGroupIds: optional(
    list("security groups that say who in it, at most 5; everybody without"),
  ),
});

const checkout = object("the checkout sample", {
  deploy: withDefault(flag("true where the sample is deployed"), true),
  ...checkoutSettings.properties,
  newShare: withDefault(
    count("percent of the requests that checkoutv2 takes, 0 to 100", 0, 100),
    75,
  ),
});

/** Schema of a {@link LatticeConfig}. */
export const latticeSchema = object(
  "a service network of VPC Lattice behind the Gateway API, with the checkout sample",
  {
    ...gatewaySettings.properties,
    clientVpcs: withDefault(
      listOf("further VPCs whose clients reach the service network", clientVpc),
      [],
    ),
    controllerReplicas: controllerSettings.properties.replicas,
    routeNamespaces: withDefault(
      list("namespaces whose routes the Gateway takes, beside the sample's"),
      [],
    ),
    podPorts: controllerSettings.properties.podPorts,
    checkout: withDefault(checkout, {}),
  },
);

/** The service network of a stack, and the checkout sample behind it. */
export type LatticeConfig = Static<typeof latticeSchema>;

/** The parts of a stack that its service network depends on. */
interface StackParts {
  cluster: { version?: string };
  lattice?: LatticeConfig;
}

/**
 * Checks the service network of a stack, if it has one.
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

/** Returns the namespaces whose routes the Gateway accepts, the sample's first. */
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
