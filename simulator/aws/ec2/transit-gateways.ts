import type { ec2transitgateway } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { isMadeWith } from "../../world";
import { text } from "../../values";
import { arn, scopeOf, stableHex } from "../identity";
import { all, requireTarget, type Target } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { freeAddress } from "./addresses";
import { makeInterface } from "./network-interfaces";
import { networkInterface, subnet, vpc } from "./reference-targets";

type AttachmentCall = AwsCall<ec2transitgateway.VpcAttachmentArgs>;

// Codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".

export const transitGateway: Target<ec2transitgateway.TransitGatewayArgs> = {
  type: "aws:ec2transitgateway/transitGateway:TransitGateway",
  notFound: (id) =>
    new CloudError(
      "InvalidTransitGatewayID.NotFound",
      `Transit Gateway ${id} was deleted or does not exist.`,
    ),
  inUse: ({ id }, user) =>
    new CloudError("IncorrectState", `${id} has non-deleted VPC Attachments: ${user.id}.`),
};

const attachment: Target<ec2transitgateway.VpcAttachmentArgs> = {
  type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  notFound: (id) =>
    new CloudError(
      "InvalidTransitGatewayAttachmentID.NotFound",
      `Transit Gateway Attachment ${id} was deleted or does not exist.`,
    ),
  inUse: ({ id }) => new CloudError("IncorrectState", `${id} is in use.`),
};

export const transitGatewayType = resourceType<ec2transitgateway.TransitGatewayArgs>({
  token: transitGateway.type,
  service: "EC2",
  noun: "EC2 Transit Gateway",
  operations: {
    create: "CreateTransitGateway",
    update: "ModifyTransitGateway",
    delete: "DeleteTransitGateway",
  },
  id: ({ hex }) => `tgw-${hex(17)}`,
  defaults: {
    amazonSideAsn: 64512,
    autoAcceptSharedAttachments: "disable",
    defaultRouteTableAssociation: "enable",
    defaultRouteTablePropagation: "enable",
    dnsSupport: "enable",
    multicastSupport: "disable",
    securityGroupReferencingSupport: "disable",
    vpnEcmpSupport: "enable",
  },
  outputs: ({ session, id, hex, inputs }) => ({
    // A transit gateway's ARN names its Region, as those of all EC2 resources do.
    arn: arn(session, "ec2", `transit-gateway/${id}`),
    ownerId: session.account,
    associationDefaultRouteTableId:
      inputs.defaultRouteTableAssociation === "enable" ? `tgw-rtb-${hex(17, "table")}` : "",
    propagationDefaultRouteTableId:
      inputs.defaultRouteTablePropagation === "enable" ? `tgw-rtb-${hex(17, "table")}` : "",
  }),
  retries: ["IncorrectState"],
});

export const vpcAttachmentType = resourceType<ec2transitgateway.VpcAttachmentArgs>({
  token: attachment.type,
  service: "EC2",
  noun: "EC2 Transit Gateway VPC Attachment",
  operations: {
    create: "CreateTransitGatewayVpcAttachment",
    update: "ModifyTransitGatewayVpcAttachment",
    delete: "DeleteTransitGatewayVpcAttachment",
  },
  id: ({ hex }) => `tgw-attach-${hex(17)}`,
  defaults: {
    applianceModeSupport: "disable",
    dnsSupport: "enable",
    ipv6Support: "disable",
    transitGatewayDefaultRouteTableAssociation: true,
    transitGatewayDefaultRouteTablePropagation: true,
  },
  references: [
    { path: "transitGatewayId", to: transitGateway },
    { path: "vpcId", to: vpc },
    // Its network interfaces keep the subnets from being deleted.
    { path: "subnetIds[]", to: subnet, blocks: false },
  ],
  validate: (call) => {
    requireOne(call);
    requireSubnets(call);
  },
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "ec2", `transit-gateway-attachment/${id}`),
    vpcOwnerId: session.account,
    securityGroupReferencingSupport: inputs.securityGroupReferencingSupport ?? "disable",
  }),
  afterCreate: makeInterfaces,
  afterUpdate: makeInterfaces,
});

function requireOne(call: AttachmentCall): void {
  const { vpcId, transitGatewayId } = call.inputs;
  const other = all(call, attachment).find(
    ({ id, inputs }) =>
      id !== call.id && inputs.vpcId === vpcId && inputs.transitGatewayId === transitGatewayId,
  );
  if (!other) return;
  throw new CloudError(
    "DuplicateTransitGatewayAttachment",
    `${transitGatewayId} has non-deleted Transit Gateway Attachments with same VPC ID.`,
  );
}

function requireSubnets(call: AttachmentCall): void {
  const zones = new Set<unknown>();
  for (const id of call.inputs.subnetIds) {
    const { inputs, outputs } = requireTarget(call, subnet, id);
    if (inputs.vpcId !== call.inputs.vpcId) throw subnet.notFound(id);
    if (zones.has(outputs["availabilityZone"])) {
      throw new CloudError(
        "DuplicateSubnetsInSameZone",
        `Duplicate Subnets for same AZ: ${call.inputs.subnetIds.join(", ")}`,
      );
    }
    zones.add(outputs["availabilityZone"]);
  }
}

/** Whether a route of the VPC can lead to the transit gateway. */
export function isAttached(
  place: Pick<AttachmentCall, "world" | "session">,
  vpcId: string,
  transitGatewayId: string,
): boolean {
  return all(place, attachment).some(
    ({ inputs }) => inputs.vpcId === vpcId && inputs.transitGatewayId === transitGatewayId,
  );
}

/** A network interface in each subnet, and in no other. */
function makeInterfaces(call: AttachmentCall): void {
  const { subnetIds } = call.inputs;
  const made = call.world
    .all(networkInterface.type, scopeOf(call.session))
    .filter((entry) => isMadeWith(entry, call));
  for (const entry of made) {
    if (!subnetIds.includes(text(entry.inputs["subnetId"]))) call.world.remove(entry);
  }
  for (const subnetId of subnetIds) {
    const id = `eni-${stableHex(call.seed + subnetId, 17)}`;
    const existing = made.find((entry) => entry.id === id)?.outputs["privateIp"];
    makeInterface(call, {
      id,
      subnetId,
      address: typeof existing === "string" ? existing : freeAddress(call, subnetId),
      interfaceType: "transit_gateway",
      description: `Network Interface for Transit Gateway Attachment ${call.id}`,
    });
  }
}
