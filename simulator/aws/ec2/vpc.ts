import type { ec2 } from "@pulumi/aws";
import { parseCidr } from "../../../model/cidr";
import { CloudError } from "../../errors";
import { arn, resourceType, type AwsCall } from "../resource";

/** VPCs with what AWS makes along with each: main route table, default security group and network ACL. */
export const vpcType = resourceType<ec2.VpcArgs>({
  token: "aws:ec2/vpc:Vpc",
  service: "EC2",
  noun: "EC2 VPC",
  operations: { create: "CreateVpc", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
  id: ({ hex }) => `vpc-${hex(17)}`,
  defaults: { enableDnsSupport: true, instanceTenancy: "default" },
  validate: requireVpcSize,
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `vpc/${call.id}`),
    ownerId: call.session.account,
    enableDnsHostnames: call.inputs.enableDnsHostnames ?? false,
    dhcpOptionsId: `dopt-${call.hex(17, "dhcp")}`,
    mainRouteTableId: mainRouteTableId(call),
    defaultRouteTableId: mainRouteTableId(call),
    defaultSecurityGroupId: `sg-${call.hex(17, "default")}`,
    defaultNetworkAclId: `acl-${call.hex(17, "default")}`,
  }),
});

const mainRouteTableId = (call: AwsCall<ec2.VpcArgs>) => `rtb-${call.hex(17, "main")}`;

function requireVpcSize({ inputs }: AwsCall<ec2.VpcArgs>): void {
  const text = inputs.cidrBlock;
  if (text === undefined) return;
  const { prefix } = parseCidr(text);
  if (prefix < 16 || prefix > 28) {
    throw new CloudError("InvalidVpc.Range", `The CIDR '${text}' is invalid.`);
  }
}
