import type { Stack, StackResource, Targets } from "../frame/resource";
import { perStack } from "../frame/stack";
import { ifKnown, unknown, UnknownValueError } from "../frame/unknown";

export type Subnet = StackResource<"aws:ec2/subnet:Subnet">;
export type Cluster = StackResource<"aws:eks/cluster:Cluster">;

const subnetType = "aws:ec2/subnet:Subnet";

/** The subnets that a cluster's control plane has interfaces in. */
export function clusterSubnets(stack: Stack, cluster: Cluster): Targets<typeof subnetType> {
  return stack.targets(cluster, "vpcConfig", subnetType, () => cluster.props.vpcConfig.subnetIds);
}

/** What runs nodes in subnets. */
export type NodeGroup = StackResource<
  "aws:eks/nodeGroup:NodeGroup" | "aws:autoscaling/group:Group"
>;

/** The subnets that a node group runs nodes in. */
export function nodeSubnets(stack: Stack, group: NodeGroup): Targets<typeof subnetType> {
  return group.type === "aws:eks/nodeGroup:NodeGroup"
    ? stack.targets(group, "subnetIds", subnetType, () => group.props.subnetIds)
    : stack.targets(group, "vpcZoneIdentifiers", subnetType, () => group.props.vpcZoneIdentifiers);
}

/** All subnets that targets may mean: those for certain and those that are possible. */
export function all<T>({ found, possible }: { found: T[]; possible: T[] }): T[] {
  return [...found, ...possible];
}

/** A resource with a `vpcId`. */
type InVpc = StackResource<
  | "aws:ec2/subnet:Subnet"
  | "aws:ec2/vpcEndpoint:VpcEndpoint"
  | "aws:ec2/flowLog:FlowLog"
  | "aws:ec2/securityGroup:SecurityGroup"
>;

/** The VPC of a resource. */
export function vpcOf(stack: Stack, resource: InVpc): Targets<"aws:ec2/vpc:Vpc"> {
  return stack.target(resource, "vpcId", "aws:ec2/vpc:Vpc", () => resource.props.vpcId);
}

/**
 * Tells the VPC of a resource from others: by the URN of the stack's VPC, else by its id, else
 * `default`.
 *
 * @throws UnknownValueError where it is not known during preview.
 */
export function vpcKeyOf(stack: Stack, resource: InVpc): string {
  const { found, outside, possible, unresolved } = vpcOf(stack, resource);
  if (unresolved || possible.length > 0) {
    throw new UnknownValueError(`the VPC of ${resource.name}`);
  }
  return found[0]?.urn ?? outside[0] ?? "default";
}

/** Which clusters are in which VPC of the stack. */
export interface ClustersByVpc {
  /** By the VPC's URN. */
  clusters: ReadonlyMap<string, readonly Cluster[]>;
  /** The name of a resource whose VPC or subnets are not known during preview, if there is one. */
  unclear: string | undefined;
}

export const clustersByVpc = perStack((stack: Stack): ClustersByVpc => {
  const clusters = new Map<string, Cluster[]>();
  let unclear: string | undefined;
  for (const cluster of stack.ofType("aws:eks/cluster:Cluster")) {
    const subnets = clusterSubnets(stack, cluster);
    if (subnets.unresolved) unclear = cluster.name;
    const vpcs = all(subnets).map((subnet) => {
      const vpc = vpcOf(stack, subnet);
      if (vpc.unresolved) unclear = subnet.name;
      return vpc.found[0]?.urn;
    });
    for (const urn of new Set(vpcs)) {
      if (urn !== undefined) clusters.set(urn, [...(clusters.get(urn) ?? []), cluster]);
    }
  }
  return { clusters, unclear };
});

/** The zone of a subnet by name or id, or {@link unknown} where AWS has yet to choose it. */
export function zoneOf({ props }: Subnet): string | typeof unknown {
  const zone = ifKnown(() => props.availabilityZone);
  const id = ifKnown(() => props.availabilityZoneId);
  if (typeof zone === "string") return zone;
  return typeof id === "string" ? id : unknown;
}
