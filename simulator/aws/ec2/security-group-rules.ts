import type { ec2, vpc } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { arn } from "../identity";
import { all, resolve, type Reference, type Target } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { awsPrefixList } from "./aws-prefix-lists";
import { inlinePermissions, permissions, requirePermissions, type Permission } from "./permissions";
import { defaultSecurityGroupType } from "./security-groups";
import { prefixList, rule, securityGroup } from "./reference-targets";

type RuleCall = AwsCall<ec2.SecurityGroupRuleArgs>;
type OneRuleArgs = vpc.SecurityGroupIngressRuleArgs;

const ingressRule = rule<OneRuleArgs>("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const egressRule = rule<OneRuleArgs>("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
const oldRule = rule<ec2.SecurityGroupRuleArgs>("aws:ec2/securityGroupRule:SecurityGroupRule");

const ofGroup: Reference = { path: "securityGroupId", to: securityGroup, blocks: false };
const isOwnList = (id: string) => !awsPrefixList(id);

/** Rules that each name several peers. */
export const securityGroupRuleType = resourceType<ec2.SecurityGroupRuleArgs>({
  token: oldRule.type,
  service: "EC2",
  noun: "EC2 Security Group Rule",
  operations: {
    create: "AuthorizeSecurityGroupIngress",
    update: "UpdateSecurityGroupRuleDescriptionsIngress",
    delete: "RevokeSecurityGroupIngress",
  },
  id: ({ hex }) => `sgrule-${parseInt(hex(8), 16)}`,
  references: [
    ofGroup,
    { path: "sourceSecurityGroupId", to: securityGroup },
    { path: "prefixListIds[]", to: prefixList, when: isOwnList },
  ],
  validate: (call) => {
    requirePeer(call);
    requireNew(call, call.inputs.securityGroupId, oldPermissions(call.inputs));
  },
  outputs: ({ inputs, hex }) => ({
    securityGroupRuleId: peersOf(inputs) === 1 ? `sgr-${hex(17, "rule")}` : "",
    sourceSecurityGroupId: inputs.sourceSecurityGroupId ?? "",
  }),
});

export const ingressRuleType = oneRuleType(ingressRule.type, "ingress", "Ingress");
export const egressRuleType = oneRuleType(egressRule.type, "egress", "Egress");

/** Rules of one peer each. */
function oneRuleType(token: string, direction: Permission["direction"], word: string) {
  return resourceType<OneRuleArgs>({
    token,
    service: "EC2",
    noun: `VPC Security Group ${word} Rule`,
    operations: {
      create: `AuthorizeSecurityGroup${word}`,
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${word}`,
    },
    id: ({ hex }) => `sgr-${hex(17)}`,
    references: [
      ofGroup,
      { path: "referencedSecurityGroupId", to: securityGroup },
      { path: "prefixListId", to: prefixList, when: isOwnList },
    ],
    validate: (call) =>
      requireNew(call, call.inputs.securityGroupId, onePermission(direction, call.inputs)),
    outputs: ({ session, id }) => ({
      arn: arn(session, "ec2", `security-group-rule/${id}`),
      securityGroupRuleId: id,
    }),
  });
}

/** All permissions of a group but those of the resource `exceptId`. */
export function permissionsOf(place: Place, groupId: string, exceptId = ""): Permission[] {
  const others = <Args extends { securityGroupId: unknown }>(target: Target<Args>) =>
    all(place, target).filter(
      ({ id, inputs }) =>
        id !== exceptId && (inputs as { securityGroupId: string }).securityGroupId === groupId,
    );
  const inline = [securityGroup.type, defaultSecurityGroupType.token].flatMap(
    (type) => resolve(place, { ...securityGroup, type }, groupId) ?? [],
  );
  return [
    ...inline.flatMap(({ inputs }) => inlinePermissions(groupId, inputs)),
    ...others(oldRule).flatMap(({ inputs }) => oldPermissions(inputs)),
    ...others(ingressRule).flatMap(({ inputs }) => onePermission("ingress", inputs)),
    ...others(egressRule).flatMap(({ inputs }) => onePermission("egress", inputs)),
  ];
}

function requireNew(call: Place & { id: string }, groupId: string, wanted: Permission[]): void {
  requirePermissions(wanted, permissionsOf(call, groupId, call.id));
}

function oldPermissions(inputs: RuleCall["inputs"]): Permission[] {
  const { type, securityGroupId, sourceSecurityGroupId } = inputs;
  return permissions(type as Permission["direction"], securityGroupId, inputs, {
    ...inputs,
    securityGroups: sourceSecurityGroupId === undefined ? [] : [sourceSecurityGroupId],
  });
}

function onePermission(
  direction: Permission["direction"],
  inputs: AwsCall<OneRuleArgs>["inputs"],
): Permission[] {
  const { securityGroupId, ipProtocol } = inputs;
  const list = (value: string | undefined) => (value === undefined ? [] : [value]);
  return permissions(
    direction,
    securityGroupId,
    { ...inputs, protocol: ipProtocol },
    {
      cidrBlocks: list(inputs.cidrIpv4),
      ipv6CidrBlocks: list(inputs.cidrIpv6),
      prefixListIds: list(inputs.prefixListId),
      securityGroups: list(inputs.referencedSecurityGroupId),
    },
  );
}

function peersOf(inputs: RuleCall["inputs"]): number {
  return oldPermissions(inputs).length;
}

function requirePeer({ inputs }: RuleCall): void {
  if (peersOf(inputs) > 0) return;
  throw new ProviderError(
    "One of ['cidr_blocks', 'ipv6_cidr_blocks', 'self', 'source_security_group_id', 'prefix_list_ids'] must be set to create an AWS Security Group Rule",
  );
}
