import { checkCloudMap } from "./cloud-map";
import { checkCniSettings } from "../model/nodes/cni-settings";
import { customRoutingArgs } from "./custom-routing";
import { planCustomRouting } from "../model/custom-routing/plan";
import { endpointAddresses, planEndpointDns } from "./endpoint-dns";
import { InputError } from "../model/errors";
import { checkGivenNetwork } from "../model/network/given-network";
import { instanceType } from "../model/nodes/instance-types";
import { planAddresses, type FixedDemand, type IpPlan } from "../model/network/ip-plan";
import { checkKops } from "../model/kops/plan";
import { checkLattice } from "./lattice";
import { planNetwork, type PlannedSubnet } from "../model/network/plan";
import type { StackConfig } from "./stack";
import { configInRegion } from "./regions";
import { planWavelength, type PlannedZone } from "./wavelength-plan";
import { parseZone } from "../model/network/zones";

/** What a stack's configuration comes to before anything is deployed. */
export interface StackPlan {
  subnets: PlannedSubnet[];
  addresses: IpPlan;
  /** Wavelength Zones with the blocks of their subnets. */
  wavelengthZones: PlannedZone[];
  /** The Region of the stack's own cluster. */
  region: string;
  /** Clusters like the stack's own in further Regions. */
  furtherRegions: { config: StackConfig; plan: StackPlan }[];
}

/**
 * Addresses that AWS wants free in each subnet of a load balancer.
 * Source: Elastic Load Balancing User Guide, "Subnets for your load balancer".
 */
const loadBalancerAddresses = 8;

/**
 * Plans the subnets and addresses of a stack, and checks what its parts mean to one another. The
 * program deploys exactly this plan, and the command `ip-plan` prints it.
 *
 * @throws InputError
 */
export function planStack(config: StackConfig): StackPlan {
  const subnets = planSubnets(config);
  if (config.kops) checkKops(config.kops);
  checkLattice(config);
  planEndpointDns(config, subnets);
  checkCloudMap(config);
  checkCompute(config);
  const types = config.nodeGroups.flatMap((group, index) =>
    group.instanceTypes.map((name, position) =>
      instanceType(name, `nodeGroups[${index}].instanceTypes[${position}]`),
    ),
  );
  checkCniSettings(config.cni, {
    instanceTypes: types,
    publicNodes: config.nodeGroups.some(({ placement }) => placement === "public"),
    podSubnets: subnets.some(({ tier }) => tier === "pods"),
  });
  const addresses = planAddresses({
    subnets,
    nodeGroups: config.nodeGroups,
    cni: config.cni,
    fargatePods: config.fargate.reduce((pods, { maxPods }) => pods + maxPods, 0),
    fixed: fixedDemand(config),
  });
  const region = parseZone(subnets[0]?.zone ?? "", "network.zones[0]").region;
  const furtherRegions = planFurtherRegions(config);
  checkRouting(config, [{ config, subnets, region }, ...furtherRegions.map(placeOf)]);
  return { subnets, addresses, wavelengthZones: planWavelength(config), region, furtherRegions };
}

function planFurtherRegions(config: StackConfig): StackPlan["furtherRegions"] {
  return (config.customRouting?.furtherRegions ?? []).map((further, index) => {
    const there = configInRegion(config, further);
    const plan = planStack(there);
    if (plan.region === further.region) return { config: there, plan };
    throw new InputError({
      argument: `customRouting.furtherRegions[${index}].region`,
      value: further.region,
      rule: `is not ${plan.region}, the Region of the zone ${further.zones[0]}`,
      fix: `List zones of ${further.region}, or make the Region ${plan.region}.`,
    });
  });
}

type Place = Pick<StackPlan, "subnets" | "region"> & { config: StackConfig };

const placeOf = ({ config, plan }: StackPlan["furtherRegions"][number]): Place => ({
  ...plan,
  config,
});

function checkRouting({ customRouting }: StackConfig, places: readonly Place[]): void {
  if (!customRouting) return;
  const routed = places.map(({ config: { cni }, subnets, region }) => ({ region, cni, subnets }));
  planCustomRouting(customRoutingArgs(customRouting, routed));
}

/** Checks that there are nodes, either EKS's or ours. */
function checkCompute({ cluster, nodeGroups, cni }: StackConfig): void {
  const ours = [
    { argument: "nodeGroups", value: nodeGroups, given: nodeGroups.length > 0 },
    { argument: "cni", value: cni, given: Object.keys(cni).length > 0 },
  ].find(({ given }) => given);
  if (cluster.autoMode && ours) {
    throw new InputError({
      argument: ours.argument,
      value: ours.value,
      rule: "is for nodes of ours, and Auto Mode brings nodes and pod networking of its own",
      fix: "Leave it out, or turn cluster.autoMode off.",
    });
  }
  if (!cluster.autoMode && nodeGroups.length === 0) {
    throw new InputError({
      argument: "nodeGroups",
      value: nodeGroups,
      rule: "leaves the cluster without nodes, which its add-ons need",
      fix: "List a node group, or turn cluster.autoMode on.",
    });
  }
}

function planSubnets({ network, cluster }: StackConfig): PlannedSubnet[] {
  if (network.existing) return checkGivenNetwork(network.existing, "network.existing");
  return planNetwork({
    cidr: network.cidr ?? "",
    zones: network.zones ?? [],
    peerCidrs: network.peerCidrs,
    serviceCidr: cluster.serviceCidr,
    ...(network.podCidr !== undefined && { podCidr: network.podCidr }),
  });
}

function fixedDemand({ network, guestbook, endpointDns }: StackConfig): FixedDemand {
  const balanced = (exposure: typeof guestbook.exposure) =>
    guestbook.deploy && guestbook.exposure === exposure ? loadBalancerAddresses : 0;
  return {
    public: balanced("internet") + (network.nat === "none" ? 0 : 1),
    private:
      balanced("internal") +
      network.interfaceEndpoints.length +
      (endpointDns ? endpointAddresses(endpointDns) : 0),
  };
}
