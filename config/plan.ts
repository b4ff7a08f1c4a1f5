import { checkGrants } from "../model/cluster/access";
import { checkClusterSettings } from "../model/cluster/settings";
import { versionDates } from "../model/cluster/versions";
import { InputError } from "../model/errors";
import { checkGivenNetwork } from "../model/network/given-network";
import { planAddresses, type FixedDemand, type IpPlan } from "../model/network/ip-plan";
import {
  networkPaths,
  planNetwork,
  type NetworkPaths,
  type PlannedSubnet,
} from "../model/network/plan";
import { parseZone } from "../model/network/zones";
import { checkCniSettings } from "../model/nodes/cni-settings";
import { checkFargateProfile } from "../model/nodes/fargate";
import { instanceType } from "../model/nodes/instance-types";
import { checkNodeGroup } from "../model/nodes/node-group";
import { checkCloudMap } from "./cloud-map";
import { checkCustomRouting, type LocatedPlace } from "./custom-routing";
import { endpointAddresses, planEndpointDns } from "./endpoint-dns";
import { checkKopsConfig } from "./kops";
import { checkLattice } from "./lattice";
import { configInRegion } from "./regions";
import type { StackConfig } from "./stack";
import { planWavelength, type PlannedZone } from "./wavelength-plan";

/** The plan of a stack, derived from its configuration before anything is deployed. */
export interface StackPlan extends ClusterPlan {
  /** Wavelength Zones with the blocks of their subnets. */
  wavelengthZones: PlannedZone[];
  /** Clusters like the stack's own in further Regions. */
  furtherRegions: { config: StackConfig; plan: StackPlan }[];
}

/** A cluster's part of a plan. */
interface ClusterPlan {
  subnets: PlannedSubnet[];
  addresses: IpPlan;
  /** The Region of the cluster. */
  region: string;
}

/**
 * Free addresses that AWS requires in each subnet of a load balancer. Source: Elastic Load
 * Balancing User Guide, "Subnets for your load balancer".
 */
const loadBalancerAddresses = 8;

/** Paths of the stack's own network in the configuration, for errors. */
const homePaths: NetworkPaths = { ...networkPaths("network"), serviceCidr: "cluster.serviceCidr" };

/**
 * Plans the subnets and addresses of a stack, and checks its parts against each other. The program
 * deploys exactly this plan, and the command `ip-plan` prints it.
 *
 * @throws InputError with the path of the setting in the configuration of the stack.
 */
export function planStack(config: StackConfig): StackPlan {
  const home = planCluster(config, homePaths);
  if (config.kops) checkKopsConfig(config.kops);
  checkLattice(config);
  planEndpointDns(config, home.subnets);
  checkCloudMap(config);
  const furtherRegions = planFurtherRegions(config);
  const { customRouting } = config;
  if (customRouting) {
    checkCustomRouting(customRouting, [
      located(config, home, homePaths),
      ...furtherRegions.map(({ config: there, plan }, index) =>
        located(there, plan, furtherPaths(index)),
      ),
    ]);
  }
  return { ...home, wavelengthZones: planWavelength(config), furtherRegions };
}

/** Plans one cluster with its network, the stack's own or one in a further Region. */
function planCluster(config: StackConfig, at: NetworkPaths): ClusterPlan {
  const { cluster, cni, nodeGroups, fargate } = config;
  const subnets = planSubnets(config, at);
  checkCompute(config);
  checkCniSettings(
    cni,
    {
      instanceTypes: nodeGroups.flatMap((group, index) =>
        group.instanceTypes.map((name, position) =>
          instanceType(name, `nodeGroups[${index}].instanceTypes[${position}]`),
        ),
      ),
      publicNodes: nodeGroups.some(({ placement }) => placement === "public"),
      podSubnets: subnets.some(({ tier }) => tier === "pods"),
    },
    "cni",
  );
  const addressing = { addressing: cni, argument: "cni" };
  nodeGroups.forEach((group, index) => checkNodeGroup(group, addressing, `nodeGroups[${index}]`));
  fargate.forEach((profile, index) => checkFargateProfile(profile, `fargate[${index}]`));
  checkGrants(config.access, "access");
  const addresses = planAddresses(
    {
      subnets,
      nodeGroups,
      cni,
      fargatePods: fargate.reduce((pods, { maxPods }) => pods + maxPods, 0),
      fixed: fixedDemand(config),
    },
    { subnets: (tier) => subnetsPath(config, tier, at), nodeGroups: "nodeGroups" },
  );
  if (cluster.version !== undefined) versionDates(cluster.version, "cluster.version");
  checkClusterSettings({ ...cluster, clusterName: cluster.name }, (setting) =>
    setting === "clusterName" ? "cluster.name" : `cluster.${setting}`,
  );
  return { subnets, addresses, region: parseZone(subnets[0]?.zone ?? "", at.zones).region };
}

function planFurtherRegions(config: StackConfig): StackPlan["furtherRegions"] {
  return (config.customRouting?.furtherRegions ?? []).map((further, index) => {
    const there = configInRegion(config, further);
    const plan = planCluster(there, furtherPaths(index));
    if (plan.region === further.region) {
      return { config: there, plan: { ...plan, wavelengthZones: [], furtherRegions: [] } };
    }
    throw new InputError({
      argument: `customRouting.furtherRegions[${index}].region`,
      value: further.region,
      rule: `is not ${plan.region}, the Region of the zone ${further.zones[0]}`,
      fix: `List zones of ${further.region}, or make the Region ${plan.region}.`,
    });
  });
}

/** Returns the paths of the network of a further Region in the configuration, for errors. */
function furtherPaths(index: number): NetworkPaths {
  const at = `customRouting.furtherRegions[${index}]`;
  return { ...homePaths, cidr: `${at}.cidr`, zones: `${at}.zones` };
}

function located(
  config: StackConfig,
  { subnets, region }: ClusterPlan,
  at: NetworkPaths,
): LocatedPlace {
  return {
    ...{ region, cni: config.cni, subnets },
    zonesPath: config.network.existing ? subnetsPath(config, "private", at) : at.zones,
    subnetPath: (subnet) =>
      config.network.existing
        ? `${subnetsPath(config, subnet.tier, at)}[${subnets.indexOf(subnet)}].cidr`
        : subnetsPath(config, subnet.tier, at),
  };
}

/** Returns the path in the configuration from which the subnets of a tier come. */
function subnetsPath(
  { network }: StackConfig,
  tier: PlannedSubnet["tier"],
  at: NetworkPaths,
): string {
  if (network.existing) return "network.existing.subnets";
  return tier === "pods" ? at.podCidr : at.cidr;
}

/** Checks that the cluster has nodes, either EKS's or its own. */
function checkCompute({ cluster, nodeGroups, cni }: StackConfig): void {
  const ours = [
    { argument: "nodeGroups", value: nodeGroups, given: nodeGroups.length > 0 },
    { argument: "cni", value: cni, given: Object.keys(cni).length > 0 },
  ].find(({ given }) => given);
  if (cluster.autoMode && ours) {
    throw new InputError({
      argument: ours.argument,
      value: ours.value,
      rule: "is for self-managed and managed nodes, and Auto Mode brings its own nodes and pod networking",
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

function planSubnets({ network, cluster }: StackConfig, at: NetworkPaths): PlannedSubnet[] {
  if (network.existing) return checkGivenNetwork(network.existing, "network.existing");
  return planNetwork(
    {
      cidr: network.cidr ?? "",
      zones: network.zones ?? [],
      peerCidrs: network.peerCidrs,
      serviceCidr: cluster.serviceCidr,
      ...(network.podCidr !== undefined && { podCidr: network.podCidr }),
    },
    at,
  );
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
