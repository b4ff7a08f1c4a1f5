import type { autoscaling, ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Target } from "../references";

// Codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".

function target<Args>(
  type: string,
  noun: string,
  code: string,
  inUse: (id: string) => CloudError = dependencies(noun),
): Target<Args> {
  return {
    type,
    notFound: (id) => new CloudError(code, `The ${noun} ID '${id}' does not exist`),
    inUse: ({ id }) => inUse(id),
  };
}

const dependencies = (noun: string) => (id: string) =>
  new CloudError(
    "DependencyViolation",
    `The ${noun} '${id}' has dependencies and cannot be deleted.`,
  );

export const vpc = target<ec2.VpcArgs>("aws:ec2/vpc:Vpc", "vpc", "InvalidVpcID.NotFound");

export const subnet = target<ec2.SubnetArgs>(
  "aws:ec2/subnet:Subnet",
  "subnet",
  "InvalidSubnetID.NotFound",
);

export const securityGroup = target<ec2.SecurityGroupArgs>(
  "aws:ec2/securityGroup:SecurityGroup",
  "security group",
  "InvalidGroup.NotFound",
  (id) => new CloudError("DependencyViolation", `resource ${id} has a dependent object`),
);

/** A rule of a security group; nothing refers to it. */
export function rule<Args>(type: string): Target<Args> {
  return target<Args>(type, "security group rule", "InvalidSecurityGroupRuleId.NotFound");
}

export const internetGateway = target<ec2.InternetGatewayArgs>(
  "aws:ec2/internetGateway:InternetGateway",
  "internetGateway",
  "InvalidInternetGatewayID.NotFound",
);

export const egressOnlyInternetGateway = target<ec2.EgressOnlyInternetGatewayArgs>(
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  "egress only internet gateway",
  "InvalidGatewayID.NotFound",
);

export const carrierGateway = target<ec2.CarrierGatewayArgs>(
  "aws:ec2/carrierGateway:CarrierGateway",
  "carrier gateway",
  "InvalidCarrierGatewayID.NotFound",
);

export const natGateway = target<ec2.NatGatewayArgs>(
  "aws:ec2/natGateway:NatGateway",
  "nat gateway",
  "NatGatewayNotFound",
);

export const elasticIp: Target<ec2.EipArgs> = {
  type: "aws:ec2/eip:Eip",
  notFound: (id) =>
    new CloudError("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`),
  inUse: ({ id }) =>
    new CloudError(
      "InvalidIPAddress.InUse",
      `The address with allocation id [${id}] cannot be released because it is in use.`,
    ),
};

export const routeTable = target<ec2.RouteTableArgs>(
  "aws:ec2/routeTable:RouteTable",
  "routeTable",
  "InvalidRouteTableID.NotFound",
);

export const routeTableAssociation = target<ec2.RouteTableAssociationArgs>(
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "association",
  "InvalidAssociationID.NotFound",
);

export const route = target<ec2.RouteArgs>("aws:ec2/route:Route", "route", "InvalidRoute.NotFound");

export const networkAcl = target<ec2.NetworkAclArgs>(
  "aws:ec2/networkAcl:NetworkAcl",
  "networkAcl",
  "InvalidNetworkAclID.NotFound",
);

export const networkInterface = target<ec2.NetworkInterfaceArgs>(
  "aws:ec2/networkInterface:NetworkInterface",
  "networkInterface",
  "InvalidNetworkInterfaceID.NotFound",
  (id) => new CloudError("InvalidParameterValue", `Network interface '${id}' is currently in use.`),
);

export const vpcEndpoint: Target<ec2.VpcEndpointArgs> = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  notFound: (id) =>
    new CloudError("InvalidVpcEndpointId.NotFound", `The Vpc Endpoint Id '${id}' does not exist`),
  inUse: ({ id }) => dependencies("vpc endpoint")(id),
};

export const dhcpOptions = target<ec2.VpcDhcpOptionsArgs>(
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  "dhcpOptions",
  "InvalidDhcpOptionsID.NotFound",
);

export const peeringConnection = target<ec2.VpcPeeringConnectionArgs>(
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  "vpcPeeringConnection",
  "InvalidVpcPeeringConnectionID.NotFound",
);

export const prefixList = target<ec2.ManagedPrefixListArgs>(
  "aws:ec2/managedPrefixList:ManagedPrefixList",
  "prefix list",
  "InvalidPrefixListID.NotFound",
);

export const instance = target<ec2.InstanceArgs>(
  "aws:ec2/instance:Instance",
  "instance",
  "InvalidInstanceID.NotFound",
);

export const launchTemplate: Target<ec2.LaunchTemplateArgs> = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  notFound: (id) =>
    new CloudError(
      "InvalidLaunchTemplateId.NotFound",
      `The specified launch template, with template ID ${id}, does not exist.`,
    ),
  // AWS deletes a launch template that is in use.
  inUse: ({ id }) => dependencies("launch template")(id),
};

export const launchTemplateByName: Target<ec2.LaunchTemplateArgs> = {
  ...launchTemplate,
  by: ["name"],
  notFound: (name) =>
    new CloudError(
      "InvalidLaunchTemplateName.NotFoundException",
      `The specified launch template, with template name ${name}, does not exist.`,
    ),
};

export const keyPair: Target<ec2.KeyPairArgs> = {
  type: "aws:ec2/keyPair:KeyPair",
  by: ["keyName"],
  notFound: (name) =>
    new CloudError("InvalidKeyPair.NotFound", `The key pair '${name}' does not exist`),
  // AWS deletes a key pair that is in use.
  inUse: ({ id }) => dependencies("key pair")(id),
};

export const placementGroup: Target<ec2.PlacementGroupArgs> = {
  type: "aws:ec2/placementGroup:PlacementGroup",
  by: ["name"],
  notFound: (name) =>
    new CloudError("InvalidPlacementGroup.Unknown", `The Placement Group '${name}' is unknown.`),
  inUse: ({ id }) =>
    new CloudError(
      "InvalidPlacementGroup.InUse",
      `The placement group '${id}' is in use and may not be deleted.`,
    ),
};

export const autoScalingGroup: Target<autoscaling.GroupArgs> = {
  type: "aws:autoscaling/group:Group",
  by: ["name"],
  notFound: (name) =>
    new CloudError(
      "ValidationError",
      `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`,
    ),
  inUse: ({ id }) => new CloudError("ResourceInUse", `AutoScalingGroup ${id} is in use.`),
};
