import type { ec2 } from "@pulumi/aws";
import { parseCidr } from "../../../model/network/cidr";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { addCreatedByAws } from "../created-by-aws";
import { resourceType, type AwsCall } from "../resource";
import { generatedIpv6Block } from "./addresses";
import { networkAcl, routeTable, securityGroup, vpc } from "./reference-targets";

type VpcCall = AwsCall<ec2.VpcArgs>;

/** VPCs with what AWS makes along with each: main route table, default security group and network ACL. */
export const vpcType = resourceType<ec2.VpcArgs>({
  token: vpc.type,
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
    defaultSecurityGroupId: defaultSecurityGroupId(call),
    defaultNetworkAclId: defaultNetworkAclId(call),
    ...ipv6Outputs(call),
  }),
  afterCreate: makeDefaults,
  retries: ["DependencyViolation"],
});

const mainRouteTableId = (call: VpcCall) => `rtb-${call.hex(17, "main")}`;
const defaultSecurityGroupId = (call: VpcCall) => `sg-${call.hex(17, "default")}`;
const defaultNetworkAclId = (call: VpcCall) => `acl-${call.hex(17, "default")}`;

function requireVpcSize({ inputs }: VpcCall): void {
  const text = inputs.cidrBlock;
  if (text === undefined) return;
  const { prefix } = parseCidr(text);
  if (prefix < 16 || prefix > 28) {
    throw new CloudError("InvalidVpc.Range", `The CIDR '${text}' is invalid.`);
  }
}

function ipv6Outputs({ inputs, hex, session }: VpcCall) {
  const { assignGeneratedIpv6CidrBlock, ipv6CidrBlock } = inputs;
  const block = ipv6CidrBlock ?? (assignGeneratedIpv6CidrBlock ? generatedIpv6Block(hex) : "");
  if (block === "") return {};
  return {
    ipv6CidrBlock: block,
    ipv6AssociationId: `vpc-cidr-assoc-${hex(17, "ipv6")}`,
    ipv6CidrBlockNetworkBorderGroup: inputs.ipv6CidrBlockNetworkBorderGroup ?? session.region,
  };
}

function makeDefaults(call: VpcCall): void {
  const { session, id: vpcId } = call;
  const ownerId = session.account;
  addCreatedByAws(call, {
    type: routeTable.type,
    id: mainRouteTableId(call),
    inputs: { vpcId },
    outputs: {
      arn: arn(session, "ec2", `route-table/${mainRouteTableId(call)}`),
      ownerId,
      routes: [],
      propagatingVgws: [],
    },
  });
  addCreatedByAws(call, {
    type: securityGroup.type,
    id: defaultSecurityGroupId(call),
    inputs: { vpcId, name: "default", description: "default VPC security group" },
    outputs: {
      arn: arn(session, "ec2", `security-group/${defaultSecurityGroupId(call)}`),
      ownerId,
      ingress: [],
      egress: [],
    },
  });
  addCreatedByAws(call, {
    type: networkAcl.type,
    id: defaultNetworkAclId(call),
    inputs: { vpcId },
    outputs: {
      arn: arn(session, "ec2", `network-acl/${defaultNetworkAclId(call)}`),
      ownerId,
      subnetIds: [],
    },
  });
}
