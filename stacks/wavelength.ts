import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../components/cluster";
import { LoadBalancerController } from "../components/load-balancer-controller";
import { ZoneEniConfig } from "../components/vpc-cni";
import {
  CarrierGateway,
  ImageCache,
  PlacementPolicy,
  TwoTierApp,
  WavelengthNodes,
  WavelengthZone,
  WeightedRecords,
  ZoneLoadBalancer,
  ZoneNamespace,
} from "../components/wavelength";
import { regionNodeLabels } from "../model/cluster/core-dns";
import { cachePrefix, type WavelengthConfig } from "../config/wavelength";
import { domainOfApp, type PlannedZone } from "../config/wavelength-plan";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** Resources that all Wavelength Zones of a cluster share. */
interface Shared {
  carrierGatewayId: pulumi.Input<string>;
  controller: LoadBalancerController;
  /** Cache of public images, for nodes without internet access. */
  images?: ImageCache;
}

/** A deployed Wavelength Zone, for DNS records and outputs. */
interface DeployedZone extends PlannedZone {
  subnetId: pulumi.Output<string>;
  namespace: pulumi.Output<string>;
  autoScalingGroup: pulumi.Output<string>;
  /** Load balancer of the sample, if the sample is deployed. */
  balancer?: ZoneLoadBalancer;
}

/**
 * Composes nodes in every Wavelength Zone of the cluster and, unless it is left out, the two-tier
 * sample in each, behind a load balancer per zone, all with one name.
 *
 * @returns no outputs if no zones are configured
 */
export function wavelength(inputs: StackInputs, foundation: Foundation): StackOutputs {
  const { wavelength: settings } = inputs.config;
  if (!settings) return {};
  const shared = createShared(inputs, settings, foundation);
  const zones = inputs.plan.wavelengthZones.map((zone) =>
    deployZone(inputs, settings, foundation, shared, zone),
  );
  const domain = domainOfApp(settings);
  const names = domain === undefined ? {} : namesOf(createRecords(domain, settings, zones));
  return { wavelength: { ...described(zones), ...names } };
}

function createRecords(
  domain: string,
  { hostedZoneId }: WavelengthConfig,
  zones: readonly DeployedZone[],
): WeightedRecords {
  return new WeightedRecords("wavelength", {
    domain,
    ...(hostedZoneId !== undefined && { hostedZoneId }),
    targets: zones.flatMap(({ name, weight, balancer }) =>
      balancer
        ? { name, weight, hostname: balancer.hostname, hostedZoneId: balancer.hostedZoneId }
        : [],
    ),
  });
}

function createShared(
  { config: { cluster: settings } }: StackInputs,
  { carrierIps, carrierGatewayId }: WavelengthConfig,
  { network, cluster, ready }: Foundation,
): Shared {
  const { clusterName, provider } = cluster;
  const { vpcId } = network;
  new PlacementPolicy("wavelength", { provider, dependsOn: cluster });
  const controller = new LoadBalancerController(
    "load-balancers",
    { clusterName, vpcId, nodeSelector: regionNodeLabels },
    { provider, dependsOn: ready },
  );
  return {
    carrierGatewayId: carrierGatewayId ?? new CarrierGateway("wavelength", { vpcId }).gatewayId,
    controller,
    ...(!carrierIps && {
      images: new ImageCache("wavelength", { prefix: cachePrefix(settings.name) }),
    }),
  };
}

function deployZone(
  { config }: StackInputs,
  settings: WavelengthConfig,
  { network, cluster, ready }: Foundation,
  shared: Shared,
  zone: PlannedZone,
): DeployedZone {
  const { carrierGatewayId, images } = shared;
  const { name, cidr, instanceTypes, minSize, desiredSize, maxSize } = zone;
  const { carrierIps, volumeType, allowedVolumeTypes } = settings;
  const { clusterName, version, endpoint, certificateAuthority, provider } = cluster;
  const place = new WavelengthZone(
    name,
    { zone: zone.zone, cidr, vpcId: network.vpcId, carrierGatewayId, instanceTypes },
    { dependsOn: network },
  );
  const { subnetId } = place;
  const pods = config.cni.customNetworking
    ? [new ZoneEniConfig(name, { zone: zone.zone, subnetId }, { provider, dependsOn: ready })]
    : [];
  const nodes = new WavelengthNodes(
    name,
    {
      ...{ clusterName, clusterVersion: version, endpoint, certificateAuthority },
      ...{ instanceTypes, minSize, desiredSize, maxSize },
      ...{ carrierIps, volumeType, allowedVolumeTypes, subnetId, zone: zone.zone },
      serviceCidr: config.cluster.serviceCidr,
      securityGroupId: cluster.securityGroupId,
      addressing: config.cni,
      ...(images && { cachedImagesArn: images.repositoriesArn }),
    },
    { dependsOn: [network, ...ready, place, ...pods] },
  );
  const space = new ZoneNamespace(
    name,
    { namespace: name, zone: zone.zone },
    { provider, dependsOn: cluster },
  );
  const { namespace } = space;
  const { autoScalingGroupName: autoScalingGroup } = nodes;
  const deployed = { ...zone, subnetId, namespace, autoScalingGroup };
  if (!settings.twoTierApp.deploy) return deployed;
  const balancer = deployApp(settings, shared, { cluster, space, place, nodes }, zone);
  return { ...deployed, balancer };
}

/** The resources that the sample in a zone uses. */
interface AppSurroundings {
  cluster: Cluster;
  space: ZoneNamespace;
  place: WavelengthZone;
  nodes: WavelengthNodes;
}

/** Deploys the two-tier sample in a zone. @returns its load balancer */
function deployApp(
  { certificateArn }: WavelengthConfig,
  { controller, images }: Shared,
  { cluster, space, place, nodes }: AppSurroundings,
  { name, zone }: PlannedZone,
): ZoneLoadBalancer {
  const { namespace } = space;
  const { clusterName } = cluster;
  const { subnetId } = place;
  const app = new TwoTierApp(
    `${name}-app`,
    { namespace, place: zone, ...(images && { registry: images.registry }) },
    { parent: space, dependsOn: nodes },
  );
  return new ZoneLoadBalancer(
    `${name}-balancer`,
    {
      ...{ clusterName, namespace, subnetId, service: app.service },
      ingressClass: controller.ingressClass,
      ...(certificateArn !== undefined && { certificateArn }),
    },
    { parent: space, dependsOn: [controller, place] },
  );
}

/** Returns the outputs of the zones, by their short names. */
function described(zones: readonly DeployedZone[]): StackOutputs {
  const entries = zones.map(({ name, zone, cidr, subnetId, namespace, ...rest }) => [
    name,
    {
      ...{ zone, cidr, subnetId, namespace },
      autoScalingGroup: rest.autoScalingGroup,
      ...(rest.balancer && { loadBalancer: rest.balancer.hostname }),
    },
  ]);
  return { zones: Object.fromEntries(entries) as Record<string, unknown> };
}

function namesOf({ domain, nameServers }: WeightedRecords): StackOutputs {
  return { domain, nameServers };
}
