import type { route53 } from "@pulumi/aws";
import { containsAddress, parseCidr } from "../../../model/network/cidr";
import quotas from "../../../model/data/resolver.json";
import { CloudError } from "../../errors";
import { text } from "../../values";
import { arn } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import {
  associatedVpc,
  invalidParameter,
  invalidRequest,
  resolverEndpoint,
  resolverRule,
  ruleAssociation,
} from "./reference-targets";

type RuleCall = AwsCall<route53.ResolverRuleArgs>;
type AssociationCall = AwsCall<route53.ResolverRuleAssociationArgs>;

const withoutDot = (domain: string) => domain.replace(/\.$/, "");

export const resolverRuleType = resourceType<route53.ResolverRuleArgs>({
  token: resolverRule.type,
  service: "Route53Resolver",
  noun: "Route53 Resolver Rule",
  operations: {
    create: "CreateResolverRule",
    read: "GetResolverRule",
    update: "UpdateResolverRule",
    delete: "DeleteResolverRule",
  },
  id: ({ hex }) => `rslvr-rr-${hex(17)}`,
  references: [{ path: "resolverEndpointId", to: resolverEndpoint }],
  validate: (call) => {
    requireType(call);
    requireTargets(call);
  },
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "route53resolver", `resolver-rule/${id}`),
    domainName: withoutDot(inputs.domainName),
    ownerId: session.account,
    shareStatus: "NOT_SHARED",
    ...(inputs.targetIps && {
      targetIps: inputs.targetIps.map((target) => ({
        ...target,
        port: target.port ?? 53,
        protocol: target.protocol ?? "Do53",
      })),
    }),
  }),
});

function requireType(call: RuleCall): void {
  const { ruleType, resolverEndpointId, targetIps = [] } = call.inputs;
  if (ruleType === "SYSTEM" && (resolverEndpointId !== undefined || targetIps.length > 0)) {
    throw invalidRequest(
      "Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule",
    );
  }
  if (ruleType === "RECURSIVE") {
    throw invalidRequest("Only Resolver can create rules of the type RECURSIVE");
  }
  if (ruleType !== "FORWARD") return;
  if (resolverEndpointId === undefined) {
    throw invalidParameter("Resolver endpoint ID is required for FORWARD type resolver rule");
  }
  if (targetIps.length === 0) {
    throw invalidParameter("Target IP is required for FORWARD type resolver rule");
  }
  const { direction } = requireTarget(call, resolverEndpoint, resolverEndpointId).inputs;
  if (direction === "OUTBOUND") return;
  throw invalidRequest(
    `Resolver endpoint with ID '${resolverEndpointId}' is ${direction}: rules forward through OUTBOUND resolver endpoints`,
  );
}

function requireTargets({ inputs, session }: RuleCall): void {
  const { targetIps = [] } = inputs;
  if (targetIps.length > quotas.targetsPerRule) {
    throw new CloudError(
      "LimitExceededException",
      `Account '${session.account}' has exceeded 'max-target-ips-per-rule'`,
    );
  }
  for (const { ip, ipv6 } of targetIps) {
    const isValid =
      (ip === undefined || containsAddress(parseCidr("0.0.0.0/0"), ip)) &&
      (ipv6 === undefined || containsAddress(parseCidr("::/0"), ipv6));
    if (!isValid) throw invalidParameter(`Invalid IP address: '${ip ?? ipv6}'`);
  }
  const families = new Set(targetIps.map(({ ip }) => ip === undefined));
  if (families.size > 1) {
    throw invalidParameter("IPv4 and IPv6 target addresses cannot be in the same rule");
  }
}

export const ruleAssociationType = resourceType<route53.ResolverRuleAssociationArgs>({
  token: ruleAssociation.type,
  service: "Route53Resolver",
  noun: "Route53 Resolver Rule Association",
  operations: {
    create: "AssociateResolverRule",
    read: "GetResolverRuleAssociation",
    delete: "DisassociateResolverRule",
  },
  id: ({ hex }) => `rslvr-rrassoc-${hex(17)}`,
  references: [
    { path: "resolverRuleId", to: resolverRule },
    // A deleted VPC takes its associations with it.
    { path: "vpcId", to: associatedVpc, blocks: false },
  ],
  validate: requireOneRulePerName,
});

function requireOneRulePerName(call: AssociationCall): void {
  const { resolverRuleId, vpcId } = call.inputs;
  const domainOf = (id: string) =>
    text(requireTarget(call, resolverRule, id).outputs["domainName"]).toLowerCase();
  const other = all(call, ruleAssociation).find(
    ({ id, inputs }) =>
      id !== call.id &&
      inputs.vpcId === vpcId &&
      domainOf(inputs.resolverRuleId) === domainOf(resolverRuleId),
  );
  if (!other) return;
  throw invalidRequest(
    `Cannot associate rules with same domain name with same VPC. Conflict with resolver rule '${other.inputs.resolverRuleId}'`,
  );
}
