import type { Stack, StackResource } from "../../frame/resource";
import { allTargets, perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";
import { type SubnetTargets, vpcKeyOf, vpcOf } from "../network/subnets";

export type Cluster = StackResource<"aws:eks/cluster:Cluster">;

/** The subnets with the network interfaces of a cluster's control plane. */
export function clusterSubnets(stack: Stack, cluster: Cluster): SubnetTargets {
  return stack.targets(
    cluster,
    "vpcConfig",
    "aws:ec2/subnet:Subnet",
    () => cluster.props.vpcConfig.subnetIds,
  );
}

/** The clusters in each VPC of the stack. */
export interface ClustersByVpc {
  /** The clusters by the URN of their VPC. */
  clusters: ReadonlyMap<string, readonly Cluster[]>;
  /** The name of a resource whose VPC or subnets are unknown during preview, if any. */
  unclear: string | undefined;
}

export const clustersByVpc = perStack((stack: Stack): ClustersByVpc => {
  const clusters = new Map<string, Cluster[]>();
  let unclear: string | undefined;
  for (const cluster of stack.ofType("aws:eks/cluster:Cluster")) {
    const subnets = clusterSubnets(stack, cluster);
    if (subnets.unresolved) unclear = cluster.name;
    const vpcs = allTargets(subnets).map((subnet) => {
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

/**
 * The clusters of the stack in a VPC.
 *
 * @param vpc The key of the VPC, see {@link vpcKeyOf}.
 * @throws UnknownValueError if the subnets of a cluster are unknown during preview.
 */
export function clustersInVpc(stack: Stack, vpc: string): Cluster[] {
  return stack.ofType("aws:eks/cluster:Cluster").filter((cluster) => {
    const subnets = clusterSubnets(stack, cluster);
    if (subnets.unresolved) throw new UnknownValueError(`a subnet of cluster ${cluster.name}`);
    return allTargets(subnets).some((subnet) => vpcKeyOf(stack, subnet) === vpc);
  });
}
