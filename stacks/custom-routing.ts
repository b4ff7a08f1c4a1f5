import {
  CustomRouting,
  PortMappings,
  RoutedSample,
  type RoutedSampleArgs,
} from "../components/custom-routing";
import { regionProvider } from "../components/region-provider";
import { subnetsOfPods } from "../config/custom-routing";
import type { StackConfig } from "../config/stack";
import { foundation, type Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** A cluster to which clients are routed. */
interface Place {
  region: string;
  config: StackConfig;
  base: Foundation;
}

/**
 * Routes clients to pods of this cluster, and of one like it in every further Region, if
 * configured.
 */
export function customRouting(inputs: StackInputs, base: Foundation): StackOutputs {
  const { config, plan } = inputs;
  const { customRouting: settings } = config;
  if (!settings) return {};
  const places: Place[] = [
    { region: plan.region, config, base },
    ...plan.furtherRegions.map((further) => furtherPlace(inputs, further)),
  ];
  const { deploy, ...sample } = settings.gameServers;
  if (deploy) for (const { region, base: there } of places) deploySample(region, there, sample);
  const { acceleratorName, destinations, clientCidrs, listenerPorts, flowLogDays } = settings;
  const routing = new CustomRouting(
    "custom-routing",
    {
      ...{ acceleratorName, clientCidrs },
      ...(listenerPorts && { listenerPorts }),
      ...(flowLogDays !== undefined && { flowLogDays }),
      regions: places.map((place, index) => ({
        region: place.region,
        destinations,
        clusters: [clusterOf(place, index === 0 ? settings.traffic : undefined)],
      })),
    },
    { dependsOn: places.map(({ base: { network } }) => network) },
  );
  const { acceleratorArn, addresses, dnsName, portRanges } = routing;
  const { bucketName, tableName, lookupUrl, exporterName } = new PortMappings("port-mappings", {
    acceleratorArn,
    everyMinutes: settings.exportMinutes,
    logRetentionDays: config.cluster.logRetentionDays,
  });
  return {
    customRouting: {
      ...{ acceleratorArn, addresses, dnsName, portRanges },
      portMappings: { bucketName, tableName, lookupUrl, exporterName },
    },
  };
}

/** Creates the same foundation in another Region. */
function furtherPlace(
  { version, asOf }: StackInputs,
  { config, plan }: StackInputs["plan"]["furtherRegions"][number],
): Place {
  const { region } = plan;
  const provider = regionProvider(region);
  return {
    region,
    config,
    base: foundation({ config, plan, version, asOf }, { region, provider }),
  };
}

function clusterOf(
  { config, base: { network, cluster } }: Place,
  traffic: NonNullable<StackConfig["customRouting"]>["traffic"],
) {
  return {
    name: config.cluster.name,
    externalSnat: config.cni.externalSnat ?? false,
    subnets: subnetsOfPods(config.cni, network.subnets),
    securityGroupId: cluster.securityGroupId,
    ...(traffic && { traffic }),
  };
}

function deploySample(
  region: string,
  { cluster: { provider }, ready }: Foundation,
  sample: RoutedSampleArgs,
): void {
  new RoutedSample(`game-servers-${region}`, sample, { provider, dependsOn: ready });
}
