import type * as pulumi from "@pulumi/pulumi";
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
import type { PlannedZone } from "../config/wavelength-plan";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** What all Wavelength Zones of a cluster share. */
interface Shared {
  carrierGatewayId: pulumi.Input<string>;
  controller: LoadBalancerController;
  /** Where nodes without a way to the internet get public images. */
  images?: ImageCache;
}

/** A Wavelength Zone as far as DNS and people need to know it. */
interface DeployedZone extends PlannedZone {
  subnetId: pulumi.Output<string>;
  namespace: pulumi.Output<string>;
  autoScalingGroup: pulumi.Output<string>;
  balancer: ZoneLoadBalancer;
}

/**
 * The two-tier sample in every Wavelength Zone of the cluster, each behind a load balancer of its
 * own, all under one name.
 *
 * @returns no outputs where no zones are configured
 */
export function wavelength(inputs: StackInputs, foundation: Foundation): StackOutputs {
  const { wavelength: settings } = inputs.config;
  if (!settings) return {};
  const shared = createShared(inputs, settings, foundation);
  const zones = inputs.plan.wavelengthZones.map((zone) =>
    deployZone(inputs, settings, foundation, shared, zone),
  );
  const records = new WeightedRecords("wavelength", {
    domain: settings.domain,
    ...(settings.hostedZoneId !== undefined && { hostedZoneId: settings.hostedZoneId }),
    targets: zones.map(({ name, weight, balancer: { hostname, hostedZoneId } }) => ({
      ...{ name, weight, hostname, hostedZoneId },
    })),
  });
  return { wavelength: { ...described(zones), ...namesOf(records) } };
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
    { clusterName, vpcId, nodeSelector: regionNodeLabels, scenario: "wavelength" },
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
  { carrierGatewayId, controller, images }: Shared,
  zone: PlannedZone,
): DeployedZone {
  const { name, cidr, instanceTypes, minSize, desiredSize, maxSize } = zone;
  const { carrierIps, volumeType, allowedVolumeTypes, certificateArn } = settings;
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
  const app = new TwoTierApp(
    `${name}-app`,
    { namespace, place: zone.zone, ...(images && { registry: images.registry }) },
    { parent: space, dependsOn: nodes },
  );
  const balancer = new ZoneLoadBalancer(
    `${name}-balancer`,
    {
      ...{ clusterName, namespace, subnetId, service: app.service },
      ingressClass: controller.ingressClass,
      ...(certificateArn !== undefined && { certificateArn }),
    },
    { parent: space, dependsOn: [controller, place] },
  );
  const { autoScalingGroupName: autoScalingGroup } = nodes;
  return { ...zone, subnetId, namespace, autoScalingGroup, balancer };
}

/** What people and other stacks need to know of the zones, by their short names. */
function described(zones: readonly DeployedZone[]): StackOutputs {
  const entries = zones.map(({ name, zone, cidr, subnetId, namespace, ...rest }) => [
    name,
    {
      ...{ zone, cidr, subnetId, namespace },
      autoScalingGroup: rest.autoScalingGroup,
      loadBalancer: rest.balancer.hostname,
    },
  ]);
  return { zones: Object.fromEntries(entries) as Record<string, unknown> };
}

function namesOf({ domain, nameServers }: WeightedRecords): StackOutputs {
  return { domain, nameServers };
}
