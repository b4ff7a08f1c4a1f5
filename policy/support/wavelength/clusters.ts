import type { Stack, StackResource } from "../../frame/resource";
import { allTargets } from "../../frame/stack";
import { ifKnown, unknown } from "../../frame/unknown";
import { type Cluster, clusterSubnets } from "../clusters/subnets";
import { vpcKeyOf } from "../network/subnets";
import { wavelengthSubnets } from "./zones";

const clusterType = "aws:eks/cluster:Cluster";

/**
 * Whether a cluster, or the cluster of an add-on, is certainly not in a VPC with Wavelength Zones and
 * has no nodes there.
 */
export function isAwayFromWavelength(stack: Stack, resource: StackResource): boolean {
  const cluster = clusterOf(stack, resource);
  const edge = wavelengthSubnets(stack);
  if (!cluster || edge.length === 0) return false;
  const away = ifKnown(() => {
    const near = new Set(edge.map((subnet) => vpcKeyOf(stack, subnet)));
    const vpcs = allTargets(clusterSubnets(stack, cluster)).map((subnet) =>
      vpcKeyOf(stack, subnet),
    );
    return vpcs.length > 0 && !vpcs.some((vpc) => near.has(vpc));
  });
  return away !== unknown && away;
}

function clusterOf(stack: Stack, resource: StackResource): Cluster | undefined {
  if (resource.type === clusterType) return resource;
  if (resource.type !== "aws:eks/addon:Addon") return undefined;
  const name = () => resource.props.clusterName;
  return stack.target(resource, "clusterName", clusterType, name, "name").found[0];
}
