import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, resolve, type Target } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { networkAcl, subnet, vpc } from "./reference-targets";

const aclRule: Target<ec2.NetworkAclRuleArgs> = {
  type: "aws:ec2/networkAclRule:NetworkAclRule",
  notFound: networkAcl.notFound,
  inUse: networkAcl.inUse,
};

export const networkAclType = resourceType<ec2.NetworkAclArgs>({
  token: networkAcl.type,
  service: "EC2",
  noun: "EC2 Network ACL",
  operations: {
    create: "CreateNetworkAcl",
    update: "CreateNetworkAclEntry",
    delete: "DeleteNetworkAcl",
  },
  id: ({ hex }) => `acl-${hex(17)}`,
  references: [
    { path: "vpcId", to: vpc },
    { path: "subnetIds[]", to: subnet, blocks: false },
  ],
  validate: ({ inputs: { ingress = [], egress = [] } }) => {
    requireDistinct(ingress.map(({ ruleNo }) => ruleNo));
    requireDistinct(egress.map(({ ruleNo }) => ruleNo));
  },
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `network-acl/${id}`),
    ownerId: session.account,
  }),
});

export const networkAclRuleType = resourceType<ec2.NetworkAclRuleArgs>({
  token: aclRule.type,
  service: "EC2",
  noun: "EC2 Network ACL Rule",
  operations: { create: "CreateNetworkAclEntry", delete: "DeleteNetworkAclEntry" },
  id: ({ hex }) => `nacl-${parseInt(hex(8), 16)}`,
  defaults: { egress: false },
  references: [{ path: "networkAclId", to: networkAcl, blocks: false }],
  validate: requireNewRule,
});

function requireNewRule(call: AwsCall<ec2.NetworkAclRuleArgs>): void {
  const { networkAclId, ruleNumber, egress } = call.inputs;
  const own = all(call, aclRule)
    .filter(
      ({ id, inputs }) =>
        id !== call.id && inputs.networkAclId === networkAclId && inputs.egress === egress,
    )
    .map(({ inputs }) => inputs.ruleNumber);
  const acl = resolve(call, networkAcl, networkAclId)?.inputs;
  const inline = (egress ? acl?.egress : acl?.ingress) ?? [];
  requireDistinct([...own, ...inline.map(({ ruleNo }) => ruleNo), ruleNumber]);
}

function requireDistinct(numbers: readonly number[]): void {
  const twice = numbers.find((number, index) => numbers.indexOf(number) < index);
  if (twice === undefined) return;
  throw new CloudError(
    "NetworkAclEntryAlreadyExists",
    `The network acl entry identified by ${twice} already exists.`,
  );
}
