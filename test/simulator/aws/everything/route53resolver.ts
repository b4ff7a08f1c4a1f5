import type { Make } from "./make";
import type { Network } from "./network";

/** A name that a network asks another one for. */
export async function makeResolver(make: Make, network: Network): Promise<void> {
  const { vpcId, subnetIds, groupId } = network;
  const outbound = await make("route53/ResolverEndpoint", {
    direction: "OUTBOUND",
    ipAddresses: subnetIds.map((subnetId) => ({ subnetId })),
    securityGroupIds: [groupId],
  });
  const rule = await make("route53/ResolverRule", {
    domainName: "corp.example.com",
    ruleType: "FORWARD",
    resolverEndpointId: outbound.id,
    targetIps: [{ ip: "10.1.0.10" }],
  });
  await make("route53/ResolverRuleAssociation", { resolverRuleId: rule.id, vpcId });
}
