import type { CniSettings } from "../model/nodes/cni-settings";
import type {
  CustomRoutingArgs,
  RoutedCluster,
  RoutedSubnet,
} from "../model/custom-routing/arguments";
import type { Destination, PortRange } from "../model/custom-routing/ports";
import type { TrafficRule } from "../model/custom-routing/traffic";
import { routingPaths } from "../model/custom-routing/paths";
import { planCustomRouting } from "../model/custom-routing/plan";
import type { PlannedSubnet } from "../model/network/plan";

/** A further Region with a cluster like the stack's own. */
export interface FurtherRegionConfig {
  /** `us-west-2` */
  region: string;
  /** IPv4 block of its VPC. */
  cidr: string;
  /** Its Availability Zones. */
  zones: string[];
}

/** Custom routing of a stack: clients are routed to the pods of its cluster. */
export interface CustomRoutingConfig {
  /** Name of the accelerator. */
  acceleratorName: string;
  /** Ports of pods that clients are routed to. */
  destinations: Destination[];
  /** IPv4 blocks that clients come from. */
  clientCidrs: string[];
  /** Ports of the accelerator; as many as the destinations need when left out. */
  listenerPorts?: PortRange[];
  /** Addresses and ports that receive traffic; all when left out. */
  traffic?: TrafficRule[];
  /** Days that flow logs are kept; none are written when left out. */
  flowLogDays?: number;
  /** Minutes between two exports of the port mappings. */
  exportMinutes: number;
  /** The sample: pods to route clients to. */
  gameServers: {
    /** Whether the sample is deployed. */
    deploy: boolean;
    /** Its pods. */
    replicas: number;
  };
  furtherRegions: FurtherRegionConfig[];
}

/** A cluster as custom routing sees it. */
export interface RoutedPlace {
  region: string;
  cni: CniSettings;
  subnets: readonly PlannedSubnet[];
}

/** A cluster with the places in the configuration where its subnets come from, for errors. */
export interface LocatedPlace extends RoutedPlace {
  zonesPath: string;
  subnetPath: (subnet: PlannedSubnet) => string;
}

/** The subnets that pods get their addresses from. */
export function subnetsOfPods<Subnet extends RoutedSubnet>(
  { customNetworking }: CniSettings,
  subnets: readonly Subnet[],
): Subnet[] {
  const wanted = customNetworking ? "pods" : "private";
  return subnets.filter(({ tier }) => tier === wanted);
}

/** What is planned and checked of a stack's custom routing. */
export function customRoutingArgs(
  { acceleratorName, destinations, clientCidrs, listenerPorts, traffic }: CustomRoutingConfig,
  [home, ...further]: readonly RoutedPlace[],
): CustomRoutingArgs {
  const region = ({ region: name, cni, subnets }: RoutedPlace, more: Partial<RoutedCluster>) => ({
    region: name,
    destinations,
    clusters: [
      {
        externalSnat: cni.externalSnat ?? false,
        subnets: subnetsOfPods(cni, subnets),
        ...more,
      },
    ],
  });
  return {
    acceleratorName,
    clientCidrs,
    ...(listenerPorts && { listenerPorts }),
    regions: [
      ...(home ? [region(home, traffic ? { traffic } : {})] : []),
      ...further.map((place) => region(place, {})),
    ],
  };
}

/**
 * Checks the custom routing of a stack.
 *
 * @param places The stack's own cluster, and one in each further Region.
 * @throws InputError
 */
export function checkCustomRouting(
  config: CustomRoutingConfig,
  places: readonly LocatedPlace[],
): void {
  planCustomRouting(customRoutingArgs(config, places), {
    ...routingPaths("customRouting"),
    region: (index) => {
      const { zonesPath, subnetPath, cni, subnets } = places[index]!;
      return {
        region: index === 0 ? zonesPath : `customRouting.furtherRegions[${index - 1}].region`,
        destinations: "customRouting.destinations",
        clusters: zonesPath,
        cluster: () => ({
          internetGateway: "network",
          externalSnat: "cni.externalSnat",
          traffic: "customRouting.traffic",
          subnet: (position) => {
            const path = subnetPath(subnetsOfPods(cni, subnets)[position]!);
            return { cidr: path, tier: path };
          },
        }),
      };
    },
  });
}

const port = (description: string) => ({
  type: "integer",
  minimum: 1,
  maximum: 65_535,
  description,
});
const texts = (description: string) => ({
  type: "array",
  items: { type: "string" },
  minItems: 1,
  description,
});
const count = (description: string, value: number) => ({
  type: "integer",
  minimum: 1,
  description,
  default: value,
});
const object = (description: string, properties: object, required: readonly string[]) => ({
  type: "object",
  additionalProperties: false,
  description,
  properties,
  required,
});

const destination = object(
  "ports of pods that clients are routed to",
  {
    fromPort: port("first port"),
    toPort: port("last port; the first when left out"),
    protocols: { type: "array", items: { enum: ["TCP", "UDP"] }, description: "TCP, UDP or both" },
  },
  ["fromPort", "protocols"],
);

const range = object(
  "a range of the accelerator's ports",
  { fromPort: port("first port"), toPort: port("last port") },
  ["fromPort", "toPort"],
);

const rule = object(
  "addresses that receive traffic",
  {
    addresses: texts("private IPv4 addresses of pods"),
    ports: { type: "array", items: port("a port of the destinations"), description: "their ports" },
  },
  ["addresses"],
);

const furtherRegion = object(
  "a further Region with a cluster like the stack's own",
  {
    region: { type: "string", description: "the Region, for example us-west-2" },
    cidr: { type: "string", description: "IPv4 block of its VPC" },
    zones: texts("names of 2 to 6 of its Availability Zones"),
  },
  ["region", "cidr", "zones"],
);

/** JSON schema of {@link CustomRoutingConfig}. */
export const customRoutingSchema = object(
  "a Global Accelerator that routes each client to a pod of its own, and its port mappings",
  {
    acceleratorName: { type: "string", description: "name of the accelerator" },
    destinations: {
      type: "array",
      items: destination,
      description: "ports of pods that clients are routed to",
      default: [{ fromPort: 80, protocols: ["TCP"] }],
    },
    clientCidrs: texts("IPv4 blocks that clients come from, for example 0.0.0.0/0"),
    listenerPorts: {
      type: "array",
      items: range,
      description: "ports of the accelerator; as many as the destinations need when left out",
    },
    traffic: {
      type: "array",
      items: rule,
      description: "what receives traffic in the stack's own Region; all when left out",
    },
    flowLogDays: {
      type: "integer",
      minimum: 1,
      description: "days that flow logs are kept; none are written when left out",
    },
    exportMinutes: count("minutes between two exports of the port mappings", 5),
    gameServers: {
      ...object(
        "the sample: pods to route clients to",
        {
          deploy: {
            type: "boolean",
            description: "true where the sample is deployed",
            default: true,
          },
          replicas: count("pods", 3),
        },
        [],
      ),
      default: {},
    },
    furtherRegions: {
      type: "array",
      items: furtherRegion,
      description: "further Regions that clients are routed to",
      default: [],
    },
  },
  ["acceleratorName", "clientCidrs"],
);
