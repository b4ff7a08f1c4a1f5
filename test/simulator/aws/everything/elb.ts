import type { Make } from "./make";
import type { Network } from "./network";

/** A load balancer that sends requests to an address, and where its pods' images come from. */
export async function makeLoadBalancer(
  make: Make,
  { vpcId, subnetIds, groupId }: Network,
): Promise<void> {
  const balancer = await make("lb/LoadBalancer", {
    name: "games",
    subnets: subnetIds,
    securityGroups: [groupId],
  });
  const targets = await make("lb/TargetGroup", {
    name: "games",
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
    vpcId,
  });
  await make("lb/TargetGroupAttachment", { targetGroupArn: targets.id, targetId: "10.0.0.10" });
  const listener = await make("lb/Listener", {
    loadBalancerArn: balancer.id,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: targets.id }],
  });
  await make("lb/ListenerRule", {
    listenerArn: listener.id,
    conditions: [{ pathPattern: { values: ["/healthz"] } }],
    actions: [{ type: "forward", targetGroupArn: targets.id }],
  });
  await make("ecr/PullThroughCacheRule", {
    ecrRepositoryPrefix: "edge",
    upstreamRegistryUrl: "public.ecr.aws",
  });
}
