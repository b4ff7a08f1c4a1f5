import type { ec2 } from "@pulumi/aws";
import { arn } from "../identity";
import { amend, requireTarget } from "../references";
import { resourceType } from "../resource";
import { dhcpOptions, vpc } from "./reference-targets";

export const dhcpOptionsType = resourceType<ec2.VpcDhcpOptionsArgs>({
  token: dhcpOptions.type,
  service: "EC2",
  noun: "EC2 DHCP Options",
  operations: { create: "CreateDhcpOptions", update: "CreateTags", delete: "DeleteDhcpOptions" },
  id: ({ hex }) => `dopt-${hex(17)}`,
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `dhcp-options/${id}`),
    ownerId: session.account,
  }),
});

export const dhcpOptionsAssociationType = resourceType<ec2.VpcDhcpOptionsAssociationArgs>({
  token: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  service: "EC2",
  noun: "EC2 DHCP Options Set Association",
  operations: { create: "AssociateDhcpOptions", delete: "AssociateDhcpOptions" },
  id: ({ inputs }) => `${inputs.dhcpOptionsId}-${inputs.vpcId}`,
  references: [
    { path: "dhcpOptionsId", to: dhcpOptions },
    { path: "vpcId", to: vpc, blocks: false },
  ],
  afterCreate: (call) => {
    const { vpcId, dhcpOptionsId } = call.inputs;
    amend(call, requireTarget(call, vpc, vpcId), { dhcpOptionsId });
  },
  afterDelete: (call) => {
    amend(call, requireTarget(call, vpc, call.inputs.vpcId), { dhcpOptionsId: "default" });
  },
});
