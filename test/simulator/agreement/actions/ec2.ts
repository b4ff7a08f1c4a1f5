import * as ec2 from "@aws-sdk/client-ec2";
import { text, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";

const optional = (value: Value | undefined) => (value === undefined ? undefined : text(value));
const list = (value: Value | undefined) => (Array.isArray(value) ? value.map(text) : undefined);

export const vpc: Action = {
  type: "aws:ec2/vpc:Vpc",
  async create({ ec2: client }, inputs) {
    const { Vpc: made } = await client.send(
      new ec2.CreateVpcCommand({ CidrBlock: text(inputs["cidrBlock"]) }),
    );
    if (inputs["enableDnsHostnames"] === true) {
      await client.send(
        new ec2.ModifyVpcAttributeCommand({
          VpcId: made?.VpcId,
          EnableDnsHostnames: { Value: true },
        }),
      );
    }
    const groups = await client.send(
      new ec2.DescribeSecurityGroupsCommand({
        Filters: [{ Name: "vpc-id", Values: [text(made?.VpcId)] }],
      }),
    );
    return {
      id: made?.VpcId,
      details: { defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId },
    };
  },
  delete: ({ ec2: client }, { id }) => client.send(new ec2.DeleteVpcCommand({ VpcId: id })),
};

export const cidrAssociation: Action = {
  type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  async create({ ec2: client }, { vpcId, cidrBlock }) {
    const { CidrBlockAssociation: made } = await client.send(
      new ec2.AssociateVpcCidrBlockCommand({ VpcId: text(vpcId), CidrBlock: text(cidrBlock) }),
    );
    return { id: made?.AssociationId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DisassociateVpcCidrBlockCommand({ AssociationId: id })),
};

export const subnet: Action = {
  type: "aws:ec2/subnet:Subnet",
  async create({ ec2: client }, { vpcId, cidrBlock, availabilityZone }) {
    const { Subnet: made } = await client.send(
      new ec2.CreateSubnetCommand({
        VpcId: text(vpcId),
        CidrBlock: text(cidrBlock),
        AvailabilityZone: optional(availabilityZone),
      }),
    );
    return { id: made?.SubnetId };
  },
  delete: ({ ec2: client }, { id }) => client.send(new ec2.DeleteSubnetCommand({ SubnetId: id })),
};

export const internetGateway: Action = {
  type: "aws:ec2/internetGateway:InternetGateway",
  async create({ ec2: client }, { vpcId }) {
    const { InternetGateway: made } = await client.send(new ec2.CreateInternetGatewayCommand({}));
    const id = made?.InternetGatewayId;
    if (vpcId !== undefined) {
      await client.send(
        new ec2.AttachInternetGatewayCommand({ InternetGatewayId: id, VpcId: text(vpcId) }),
      );
    }
    return { id };
  },
  async delete({ ec2: client }, { id, inputs: { vpcId } }) {
    if (vpcId !== undefined) {
      await client.send(
        new ec2.DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId: text(vpcId) }),
      );
    }
    await client.send(new ec2.DeleteInternetGatewayCommand({ InternetGatewayId: id }));
  },
};

export const elasticIp: Action = {
  type: "aws:ec2/eip:Eip",
  async create({ ec2: client }) {
    const { AllocationId: id } = await client.send(
      new ec2.AllocateAddressCommand({ Domain: "vpc" }),
    );
    return { id };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.ReleaseAddressCommand({ AllocationId: id })),
};

export const natGateway: Action = {
  type: "aws:ec2/natGateway:NatGateway",
  async create({ ec2: client }, { subnetId, allocationId }) {
    const { NatGateway: made } = await client.send(
      new ec2.CreateNatGatewayCommand({
        SubnetId: text(subnetId),
        AllocationId: optional(allocationId),
      }),
    );
    return { id: made?.NatGatewayId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteNatGatewayCommand({ NatGatewayId: id })),
};

export const routeTable: Action = {
  type: "aws:ec2/routeTable:RouteTable",
  async create({ ec2: client }, { vpcId }) {
    const { RouteTable: made } = await client.send(
      new ec2.CreateRouteTableCommand({ VpcId: text(vpcId) }),
    );
    return { id: made?.RouteTableId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteRouteTableCommand({ RouteTableId: id })),
};

export const route: Action = {
  type: "aws:ec2/route:Route",
  async create({ ec2: client }, inputs) {
    await client.send(
      new ec2.CreateRouteCommand({
        RouteTableId: text(inputs["routeTableId"]),
        DestinationCidrBlock: text(inputs["destinationCidrBlock"]),
        GatewayId: optional(inputs["gatewayId"]),
        NatGatewayId: optional(inputs["natGatewayId"]),
        CarrierGatewayId: optional(inputs["carrierGatewayId"]),
      }),
    );
    return { id: text(inputs["routeTableId"]) };
  },
};

export const routeTableAssociation: Action = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  async create({ ec2: client }, { routeTableId, subnetId }) {
    const { AssociationId: id } = await client.send(
      new ec2.AssociateRouteTableCommand({
        RouteTableId: text(routeTableId),
        SubnetId: text(subnetId),
      }),
    );
    return { id };
  },
};

export const securityGroup: Action = {
  type: "aws:ec2/securityGroup:SecurityGroup",
  async create({ ec2: client }, { vpcId, name }) {
    const { GroupId: id } = await client.send(
      new ec2.CreateSecurityGroupCommand({
        VpcId: text(vpcId),
        GroupName: text(name),
        Description: "Managed by Pulumi",
      }),
    );
    return { id };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteSecurityGroupCommand({ GroupId: id })),
};

export const ingressRule: Action = {
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  async create({ ec2: client }, inputs) {
    const { cidrIpv4, referencedSecurityGroupId } = inputs;
    const made = await client.send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId: text(inputs["securityGroupId"]),
        IpPermissions: [
          {
            IpProtocol: text(inputs["ipProtocol"]),
            FromPort: Number(inputs["fromPort"]),
            ToPort: Number(inputs["toPort"]),
            IpRanges: cidrIpv4 === undefined ? [] : [{ CidrIp: text(cidrIpv4) }],
            UserIdGroupPairs:
              referencedSecurityGroupId === undefined
                ? []
                : [{ GroupId: text(referencedSecurityGroupId) }],
          },
        ],
      }),
    );
    return { id: made.SecurityGroupRules?.[0]?.SecurityGroupRuleId };
  },
};

export const networkAcl: Action = {
  type: "aws:ec2/networkAcl:NetworkAcl",
  async create({ ec2: client }, { vpcId }) {
    const { NetworkAcl: made } = await client.send(
      new ec2.CreateNetworkAclCommand({ VpcId: text(vpcId) }),
    );
    return { id: made?.NetworkAclId };
  },
};

export const networkAclRule: Action = {
  type: "aws:ec2/networkAclRule:NetworkAclRule",
  async create({ ec2: client }, inputs) {
    await client.send(
      new ec2.CreateNetworkAclEntryCommand({
        NetworkAclId: text(inputs["networkAclId"]),
        RuleNumber: Number(inputs["ruleNumber"]),
        Protocol: text(inputs["protocol"]),
        RuleAction: inputs["ruleAction"] as "allow",
        CidrBlock: text(inputs["cidrBlock"]),
        Egress: false,
      }),
    );
    return { id: text(inputs["networkAclId"]) };
  },
};

export const vpcEndpoint: Action = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  async create({ ec2: client }, inputs) {
    const { VpcEndpoint: made } = await client.send(
      new ec2.CreateVpcEndpointCommand({
        VpcId: text(inputs["vpcId"]),
        ServiceName: text(inputs["serviceName"]),
        VpcEndpointType: (inputs["vpcEndpointType"] ?? "Gateway") as "Gateway",
        SubnetIds: list(inputs["subnetIds"]),
        RouteTableIds: list(inputs["routeTableIds"]),
        PrivateDnsEnabled: inputs["privateDnsEnabled"] === true ? true : undefined,
      }),
    );
    return { id: made?.VpcEndpointId };
  },
};

export const networkInterface: Action = {
  type: "aws:ec2/networkInterface:NetworkInterface",
  async create({ ec2: client }, { subnetId, securityGroups, privateIps }) {
    const { NetworkInterface: made } = await client.send(
      new ec2.CreateNetworkInterfaceCommand({
        SubnetId: text(subnetId),
        Groups: list(securityGroups),
        PrivateIpAddress: list(privateIps)?.[0],
      }),
    );
    return { id: made?.NetworkInterfaceId };
  },
};

export const peeringConnection: Action = {
  type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  async create({ ec2: client }, { vpcId, peerVpcId }) {
    const { VpcPeeringConnection: made } = await client.send(
      new ec2.CreateVpcPeeringConnectionCommand({
        VpcId: text(vpcId),
        PeerVpcId: text(peerVpcId),
      }),
    );
    return { id: made?.VpcPeeringConnectionId };
  },
};

export const flowLog: Action = {
  type: "aws:ec2/flowLog:FlowLog",
  async create({ ec2: client }, { vpcId, trafficType, logDestination, logDestinationType }) {
    const { FlowLogIds: ids, Unsuccessful: failed } = await client.send(
      new ec2.CreateFlowLogsCommand({
        ResourceIds: [text(vpcId)],
        ResourceType: "VPC",
        TrafficType: trafficType as "ALL",
        LogDestinationType: logDestinationType as "s3",
        LogDestination: optional(logDestination),
      }),
    );
    const refusal = failed?.[0]?.Error;
    if (refusal) throw Object.assign(new Error(), { $metadata: {}, Code: refusal.Code });
    return { id: ids?.[0] };
  },
};

export const dhcpOptions: Action = {
  type: "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  async create({ ec2: client }, { domainName }) {
    const { DhcpOptions: made } = await client.send(
      new ec2.CreateDhcpOptionsCommand({
        DhcpConfigurations: [{ Key: "domain-name", Values: [text(domainName)] }],
      }),
    );
    return { id: made?.DhcpOptionsId };
  },
  delete: ({ ec2: client }, { id }) =>
    client.send(new ec2.DeleteDhcpOptionsCommand({ DhcpOptionsId: id })),
};

export const dhcpOptionsAssociation: Action = {
  type: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  async create({ ec2: client }, { vpcId, dhcpOptionsId }) {
    await client.send(
      new ec2.AssociateDhcpOptionsCommand({
        VpcId: text(vpcId),
        DhcpOptionsId: text(dhcpOptionsId),
      }),
    );
    return { id: text(dhcpOptionsId) };
  },
};

export const launchTemplate: Action = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  async create({ ec2: client }, { name, instanceType, imageId }) {
    const { LaunchTemplate: made } = await client.send(
      new ec2.CreateLaunchTemplateCommand({
        LaunchTemplateName: text(name),
        LaunchTemplateData: {
          InstanceType: (instanceType ?? "t3.micro") as "t3.micro",
          ImageId: optional(imageId),
        },
      }),
    );
    return { id: made?.LaunchTemplateId };
  },
};

export const keyPair: Action = {
  type: "aws:ec2/keyPair:KeyPair",
  async create({ ec2: client }, { keyName, publicKey }) {
    const made = await client.send(
      new ec2.ImportKeyPairCommand({
        KeyName: text(keyName),
        PublicKeyMaterial: Buffer.from(text(publicKey)),
      }),
    );
    return { id: made.KeyName };
  },
};

export const volume: Action = {
  type: "aws:ebs/volume:Volume",
  async create({ ec2: client }, { availabilityZone, size }) {
    const made = await client.send(
      new ec2.CreateVolumeCommand({
        AvailabilityZone: text(availabilityZone),
        Size: size === undefined ? undefined : Number(size),
      }),
    );
    return { id: made.VolumeId };
  },
};
