import { parseCidr4, reservedAddresses, size, usableAddresses } from "./cidr";
import type { CniSettings } from "../nodes/cni-settings";
import { InputError } from "../errors";
import { instanceType, type InstanceType } from "../nodes/instance-types";
import { hostNetworkPods, maxPods, prefixSize } from "../nodes/max-pods";
import type { PlannedSubnet, Tier } from "./plan";
import { nodeAddresses, type NodeAddresses, type NodeContext } from "./node-addresses";

/** The properties of a node group that determine its addresses. */
export interface NodeDemand {
  /** Name, for errors. */
  name: string;
  /** Instance types that the group may launch. */
  instanceTypes: readonly string[];
  /** Maximum number of nodes. */
  maxSize: number;
  /** Pods with an address of their own on a full node. @default all that fit */
  podsPerNode?: number;
  /** Tier of the subnets that the nodes are in. @default "private" */
  placement?: "public" | "private";
  /** Nodes that an update removes at once; EKS launches their replacements first. @default 1 */
  maxUnavailable?: number;
  /** `MINIMAL`: an update removes nodes before it launches others. @default "DEFAULT" */
  updateStrategy?: "DEFAULT" | "MINIMAL";
}

/** Addresses that resources other than nodes need, per subnet of a tier. */
export type FixedDemand = Readonly<Partial<Record<Tier, number>>>;

/** The arguments of an address plan. */
export interface IpPlanArgs {
  subnets: readonly PlannedSubnet[];
  nodeGroups: readonly NodeDemand[];
  cni: CniSettings;
  /** Maximum of pods on Fargate; each has an address of a private subnet. @default 0 */
  fargatePods?: number;
  /** NAT gateways, VPC endpoints, load balancers: addresses in each subnet of the tier. */
  fixed?: FixedDemand;
}

/** Paths of a plan's arguments in the author's input, for errors. */
export interface AddressPaths {
  /** Path of the argument that determines the subnets of a tier. */
  subnets: (tier: Tier) => string;
  nodeGroups: string;
}

const ownPaths: AddressPaths = { subnets: () => "subnets", nodeGroups: "nodeGroups" };

/** The use of one subnet's addresses at the maximum size of all node groups. */
export interface SubnetUse {
  /** `private us-east-1a` */
  subnet: string;
  cidr: string;
  /** Addresses that resources can have: all except five. */
  usable: number;
  /** Primary addresses of the nodes' network interfaces. */
  nodes: number;
  /** Addresses of pods. */
  pods: number;
  /** Addresses kept warm by the VPC CNI. */
  warm: number;
  /** Addresses of all kinds on the nodes that an update launches before it removes others. */
  surge: number;
  /** Reserved for EKS, endpoints, NAT gateways and load balancers, or unusable for prefixes. */
  kept: number;
  /** Remaining addresses; never negative in a plan that {@link planAddresses} returns. */
  left: number;
}

/** The assumptions for a node group. */
export interface NodeGroupUse {
  name: string;
  /** The kubelet's maxPods: the smallest among the group's types. */
  maxPods: number;
  /** Pods with an address of their own on a full node. */
  podsPerNode: number;
  /** Nodes beyond `maxSize` during an update. */
  surgeNodes: number;
}

/** A plan that fits. */
export interface IpPlan {
  subnets: SubnetUse[];
  nodeGroups: NodeGroupUse[];
}

/**
 * Addresses reserved in every subnet of the cluster for the control plane's own network
 * interfaces. EKS requires 6 and recommends 16; an upgrade needs up to 5.
 * Source: Amazon EKS User Guide, "View Amazon EKS networking requirements for VPC and subnets".
 */
export const controlPlaneSpare = 16;

/**
 * Plans the addresses of every subnet for the maximum size of all node groups, including updates.
 *
 * @throws InputError for a node group that cannot hold its pods, and for subnets that are too small,
 * with the number of addresses that each lacks.
 */
export function planAddresses(args: IpPlanArgs, at: AddressPaths = ownPaths): IpPlan {
  const groups = args.nodeGroups.map((group, index) =>
    planGroup(group, args, `${at.nodeGroups}[${index}]`),
  );
  const subnets = args.subnets.map((subnet) => planSubnet(subnet, groups, args));
  const short = subnets.filter(({ left }) => left < 0);
  if (short.length > 0) {
    throw new InputError({
      argument: at.subnets(args.subnets[subnets.indexOf(short[0]!)]!.tier),
      value: short.map(({ cidr }) => cidr),
      rule: `are too small: ${short.map(({ subnet, left }) => `${subnet} lacks ${-left} addresses`).join(", ")}`,
      fix: "Choose larger subnets, a pod CIDR with custom networking, fewer nodes or pods, or lower warm targets.",
    });
  }
  return { subnets, nodeGroups: groups.map(({ use }) => use) };
}

interface PlannedGroup {
  use: NodeGroupUse;
  placement: Tier;
  /** Nodes of the group in the zone with most nodes, outside of and during an update. */
  nodes: number;
  surge: number;
  share: NodeAddresses;
}

function planGroup(
  group: NodeDemand,
  { subnets, cni }: IpPlanArgs,
  argument: string,
): PlannedGroup {
  const placement = group.placement ?? "private";
  const zones = subnets.filter(({ tier }) => tier === placement).length;
  if (zones === 0) {
    throw new InputError({
      argument: `${argument}.placement`,
      value: placement,
      rule: "names a tier of which the network has no subnet",
      fix: "Add such subnets or choose the other tier.",
    });
  }
  const types = group.instanceTypes.map((name, position) =>
    instanceType(name, `${argument}.instanceTypes[${position}]`),
  );
  const most = Math.min(...types.map((type) => maxPods(type, cni)));
  const podsPerNode = group.podsPerNode ?? most - hostNetworkPods;
  if (podsPerNode > most - hostNetworkPods) {
    throw new InputError({
      argument: `${argument}.podsPerNode`,
      value: podsPerNode,
      rule: `is more than the ${most - hostNetworkPods} pods that ${smallest(types, cni)} holds beside ${hostNetworkPods} in the host's network`,
      fix: "Choose larger instance types, prefix delegation, or fewer pods per node.",
    });
  }
  const surgeNodes =
    group.updateStrategy === "MINIMAL" ? 0 : Math.max(2 * zones, group.maxUnavailable ?? 1);
  return {
    use: { name: group.name, maxPods: most, podsPerNode, surgeNodes },
    placement,
    nodes: Math.ceil(group.maxSize / zones),
    surge: Math.ceil(surgeNodes / zones),
    share: largestShare(types, podsPerNode, cni, {
      podSubnets: subnets.some(({ tier }) => tier === "pods"),
      maxPods: most,
    }),
  };
}

function planSubnet(
  subnet: PlannedSubnet,
  groups: readonly PlannedGroup[],
  { subnets, cni, fargatePods = 0, fixed = {} }: IpPlanArgs,
): SubnetUse {
  const peers = subnets.filter(({ tier }) => tier === subnet.tier).length;
  const use = { nodes: 0, pods: 0, warm: 0, surge: 0 };
  let kept = (fixed[subnet.tier] ?? 0) + (subnet.tier === "private" ? controlPlaneSpare : 0);
  let singles = kept;
  for (const { placement, nodes, surge, share } of groups) {
    const own = subnet.tier === "pods" ? share.pods : subnet.tier === placement && share.node;
    if (!own) continue;
    use.nodes += nodes * own.interfaces;
    use.pods += nodes * own.pods;
    use.warm += nodes * own.warm;
    use.surge += surge * (own.interfaces + own.pods + own.warm);
    singles += (nodes + surge) * own.interfaces;
  }
  const cidr = parseCidr4(subnet.cidr);
  if (cni.prefixDelegation && use.pods + use.warm > 0) {
    kept += brokenBlocks(Number(size(cidr)), singles);
  }
  if (subnet.tier === "private") use.pods += Math.ceil(fargatePods / peers);
  const usable = usableAddresses(cidr);
  const left = usable - use.nodes - use.pods - use.warm - use.surge - kept;
  return { subnet: `${subnet.tier} ${subnet.zone}`, cidr: subnet.cidr, usable, ...use, kept, left };
}

/**
 * Addresses that neither a prefix nor a single address can use: a prefix needs a whole /28 block,
 * so the rest of blocks that hold reserved or single addresses is lost to prefixes. Assumes the
 * best case, that single addresses fill the first and last block before they break others.
 */
function brokenBlocks(subnetSize: number, singles: number): number {
  const edges = Math.min(2 * prefixSize, subnetSize) - reservedAddresses;
  if (singles <= edges) return edges - singles;
  return (prefixSize - ((singles - edges) % prefixSize)) % prefixSize;
}

/** The addresses of the type that needs most of them. */
function largestShare(
  types: readonly InstanceType[],
  pods: number,
  cni: CniSettings,
  context: NodeContext,
): NodeAddresses {
  const total = ({ node, pods: other }: NodeAddresses) =>
    node.interfaces + node.pods + node.warm + other.interfaces + other.pods + other.warm;
  return types
    .map((type) => nodeAddresses(type, pods, cni, context))
    .reduce((most, share) => (total(share) > total(most) ? share : most));
}

/** Name of the type that holds the fewest pods. */
function smallest(types: readonly InstanceType[], cni: CniSettings): string {
  return types.reduce((least, type) => (maxPods(type, cni) < maxPods(least, cni) ? type : least))
    .name;
}
