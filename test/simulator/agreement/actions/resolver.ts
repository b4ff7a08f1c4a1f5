import { text, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";
import { number, objects, optional } from "./read";

let requests = 0;
/** Tells requests apart, as the provider does. */
const creator = () => ({ CreatorRequestId: `request-${++requests}` });

export const resolverEndpoint: Action = {
  type: "aws:route53/resolverEndpoint:ResolverEndpoint",
  async create({ resolver }, { name, direction, ipAddresses, securityGroupIds }) {
    const { ResolverEndpoint: made } = await resolver.call<{ ResolverEndpoint: { Id: string } }>(
      "CreateResolverEndpoint",
      {
        ...creator(),
        Name: optional(name),
        Direction: text(direction),
        IpAddresses: objects(ipAddresses).map(({ subnetId, ip }) => ({
          SubnetId: text(subnetId),
          Ip: optional(ip),
        })),
        SecurityGroupIds: securityGroupIds,
      },
    );
    return { id: made.Id };
  },
  update: ({ resolver }, { id }, { name }) =>
    resolver.call("UpdateResolverEndpoint", { ResolverEndpointId: id, Name: text(name) }),
  delete: ({ resolver }, { id }) =>
    resolver.call("DeleteResolverEndpoint", { ResolverEndpointId: id }),
};

const targets = (value: Value | undefined) =>
  value === undefined
    ? undefined
    : objects(value).map(({ ip, port }) => ({ Ip: optional(ip), Port: number(port) ?? 53 }));

export const resolverRule: Action = {
  type: "aws:route53/resolverRule:ResolverRule",
  async create({ resolver }, { name, ruleType, domainName, targetIps, resolverEndpointId }) {
    const { ResolverRule: made } = await resolver.call<{ ResolverRule: { Id: string } }>(
      "CreateResolverRule",
      {
        ...creator(),
        Name: optional(name),
        RuleType: text(ruleType),
        DomainName: text(domainName),
        TargetIps: targets(targetIps),
        ResolverEndpointId: optional(resolverEndpointId),
      },
    );
    return { id: made.Id };
  },
  delete: ({ resolver }, { id }) => resolver.call("DeleteResolverRule", { ResolverRuleId: id }),
};

export const ruleAssociation: Action = {
  type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
  async create({ resolver }, { name, resolverRuleId, vpcId }) {
    const answer = await resolver.call<{ ResolverRuleAssociation: { Id: string } }>(
      "AssociateResolverRule",
      { Name: optional(name), ResolverRuleId: text(resolverRuleId), VPCId: text(vpcId) },
    );
    return { id: answer.ResolverRuleAssociation.Id };
  },
  delete: ({ resolver }, { inputs: { resolverRuleId, vpcId } }) =>
    resolver.call("DisassociateResolverRule", {
      ResolverRuleId: text(resolverRuleId),
      VPCId: text(vpcId),
    }),
};
