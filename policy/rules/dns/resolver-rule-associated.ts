import type { Stack } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { allTargets, perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";

const ruleType = "aws:route53/resolverRule:ResolverRule";

const fails = {
  internal: {
    type: ruleType,
    properties: {
      domainName: "internal.example.com",
      ruleType: "FORWARD",
      resolverEndpointId: "rslvr-out-1",
      targetIps: [{ ip: "10.0.0.4" }, { ip: "10.0.16.4" }],
    },
  },
};

export const resolverRuleAssociated = defineRule({
  id: "resolver-rule-associated",
  area: "dns",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "A Resolver rule is associated with a VPC, or shared with accounts or a Route 53 Profile that associate it.",
  why: "Only VPCs that are associated with a Resolver rule use it. Without an association, the domain name resolves publicly or not at all, and nothing reports it.",
  fix: "Add an aws.route53.ResolverRuleAssociation for each VPC that resolves the name.",
  fails,
  passes: {
    ...fails,
    peer: {
      type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
      properties: { resolverRuleId: "${internal.id}", vpcId: "vpc-1" },
    },
  },
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html"],
  types: [ruleType],
  checkInStack({ urn }, { stack, report }) {
    const { used, unclear } = usedRules(stack);
    if (used.has(urn)) return;
    if (unclear) throw new UnknownValueError("the rule of an association");
    report("The rule must be associated with a VPC or shared; nothing in the stack does so.");
  },
});

/** The rules of a stack that are associated or shared, by URN. */
const usedRules = perStack((stack: Stack) => {
  const associated = stack
    .ofType("aws:route53/resolverRuleAssociation:ResolverRuleAssociation")
    .map((each) => stack.target(each, "resolverRuleId", ruleType, () => each.props.resolverRuleId));
  const shared = [
    ...stack.ofType("aws:ram/resourceAssociation:ResourceAssociation"),
    ...stack.ofType("aws:route53/profilesResourceAssociation:ProfilesResourceAssociation"),
  ].map((each) => stack.target(each, "resourceArn", ruleType, () => each.props.resourceArn, "arn"));
  const targets = [...associated, ...shared];
  return {
    used: new Set(targets.flatMap((each) => allTargets(each)).map(({ urn }) => urn)),
    unclear: targets.some(({ unresolved }) => unresolved),
  };
});
