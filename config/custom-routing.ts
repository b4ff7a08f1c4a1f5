import type { CniSettings } from "../model/nodes/cni-settings";
import type {
  CustomRoutingArgs,
  RoutedCluster,
  RoutedSubnet,
} from "../model/custom-routing/arguments";
import {
  customRoutingSettings,
  destination,
  portMappingSettings,
  trafficRule,
} from "../model/custom-routing/settings";
import { gameServerSettings } from "../model/samples";
import {
  flag,
  list,
  listOf,
  object,
  optional,
  text,
  withDefault,
  type Static,
} from "../model/schema-parts";
import { routingPaths } from "../model/custom-routing/paths";
import { planCustomRouting } from "../model/custom-routing/plan";
import type { PlannedSubnet } from "../model/network/plan";

const furtherRegion = object("a further Region with a cluster like the stack's own", {
  region: text("the Region", { examples: ["us-west-2"] }),
  cidr: text("IPv4 block of its VPC"),
  zones: list("names of 2 to 6 of its Availability Zones", { minItems: 1 }),
});

/** Schema of a {@link CustomRoutingConfig}. */
export const customRoutingSchema = object(
  "a Global Accelerator that routes each client to one pod, and its port mappings",
  {
    ...customRoutingSettings.properties,
    destinations: withDefault(listOf("ports of pods that clients are routed to", destination), [
      { fromPort: 80, protocols: ["TCP"] },
    ]),
    traffic: optional(
      listOf("what receives traffic in the stack's own Region; all when left out", trafficRule),
    ),
    exportMinutes: portMappingSettings.properties.everyMinutes,
    gameServers: withDefault(
      object("the sample: pods to route clients to", {
        deploy: withDefault(flag("true where the sample is deployed"), true),
        ...gameServerSettings.properties,
      }),
      {},
    ),
    furtherRegions: withDefault(
      listOf("further Regions that clients are routed to", furtherRegion),
      [],
    ),
  },
);

/** Custom routing of a stack: routes clients to the pods of its cluster. */
export type CustomRoutingConfig = Static<typeof customRoutingSchema>;

/** A further Region with a cluster like the stack's own. */
export type FurtherRegionConfig = Static<typeof furtherRegion>;

/** The properties of a cluster that custom routing uses. */
export interface RoutedPlace {
  region: string;
  cni: CniSettings;
  subnets: readonly PlannedSubnet[];
}

/** A cluster with the paths of its subnets in the configuration, for errors. */
export interface LocatedPlace extends RoutedPlace {
  zonesPath: string;
  subnetPath: (subnet: PlannedSubnet) => string;
}

/** Returns the subnets that pods get their addresses from. */
export function subnetsOfPods<Subnet extends RoutedSubnet>(
  { customNetworking }: CniSettings,
  subnets: readonly Subnet[],
): Subnet[] {
  const wanted = customNetworking ? "pods" : "private";
  return subnets.filter(({ tier }) => tier === wanted);
}

/** Returns the part of a stack's custom routing that is planned and checked. */
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
