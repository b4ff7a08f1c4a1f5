import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, requireTarget, type Reference } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { awsPrefixList } from "./aws-prefix-lists";
import { inlinePermissions, requirePermissions } from "./permissions";
import { prefixList, securityGroup, vpc } from "./reference-targets";
import { text } from "../../values";

type GroupCall = AwsCall<ec2.SecurityGroupArgs>;

/** What rules refer to, under `path`. */
function ruleReferences(path: string): Reference[] {
  return [
    { path: `${path}[].securityGroups[]`, to: securityGroup },
    { path: `${path}[].prefixListIds[]`, to: prefixList, when: (id) => !awsPrefixList(id) },
  ];
}

export const securityGroupType = resourceType<ec2.SecurityGroupArgs>({
  token: securityGroup.type,
  service: "EC2",
  noun: "EC2 Security Group",
  operations: {
    create: "CreateSecurityGroup",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DeleteSecurityGroup",
  },
  id: ({ hex }) => `sg-${hex(17)}`,
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 255 },
  references: [
    { path: "vpcId", to: vpc },
    ...ruleReferences("ingress"),
    ...ruleReferences("egress"),
  ],
  validate: (call) => {
    requireName(call);
    requirePermissions(inlinePermissions(call.id, call.inputs));
  },
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `security-group/${id}`),
    ownerId: session.account,
  }),
  retries: ["DependencyViolation"],
});

/** The default security group of a VPC, which AWS made, under the program's care. */
export const defaultSecurityGroupType = resourceType<ec2.DefaultSecurityGroupArgs>({
  token: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  service: "EC2",
  noun: "EC2 Default Security Group",
  operations: {
    create: "DescribeSecurityGroups",
    update: "AuthorizeSecurityGroupIngress",
    delete: "RevokeSecurityGroupIngress",
  },
  id: (call) =>
    text(requireTarget(call, vpc, call.inputs.vpcId ?? "").outputs["defaultSecurityGroupId"]),
  references: [
    { path: "vpcId", to: vpc, blocks: false },
    ...ruleReferences("ingress"),
    ...ruleReferences("egress"),
  ],
  validate: (call) => requirePermissions(inlinePermissions(call.id, call.inputs)),
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `security-group/${id}`),
    ownerId: session.account,
    name: "default",
    description: "default VPC security group",
  }),
});

function requireName(call: GroupCall): void {
  const { name = "", vpcId } = call.inputs;
  if (vpcId === undefined) {
    throw new CloudError("VPCIdNotSpecified", "No default VPC for this user");
  }
  if (name.startsWith("sg-")) {
    throw new CloudError(
      "InvalidParameterValue",
      `Invalid security group name: ${name}. Group names cannot start with sg-`,
    );
  }
  if (name === "default") {
    throw new CloudError("InvalidGroup.Reserved", `The name '${name}' is reserved`);
  }
  const isTaken = all(call, securityGroup).some(
    ({ id, inputs, outputs }) =>
      id !== call.id && inputs.vpcId === vpcId && outputs["name"] === name,
  );
  if (!isTaken) return;
  throw new CloudError(
    "InvalidGroup.Duplicate",
    `The security group '${name}' already exists for VPC '${vpcId}'`,
  );
}
