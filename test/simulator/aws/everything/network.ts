import type { Make } from "./make";

/** What other resources are in. */
export interface Network {
  vpcId: string;
  subnetIds: string[];
  groupId: string;
}

/** A network with one of each of its parts. */
export async function makeNetwork(make: Make): Promise<Network> {
  const vpc = await make("ec2/Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const vpcId = vpc.id;
  await make("ec2/VpcIpv4CidrBlockAssociation", { vpcId, cidrBlock: "100.64.0.0/16" });
  const a = await make(
    "ec2/Subnet",
    { vpcId, cidrBlock: "10.0.0.0/20", availabilityZone: "us-east-1a" },
    "a",
  );
  const b = await make(
    "ec2/Subnet",
    { vpcId, cidrBlock: "10.0.16.0/20", availabilityZone: "us-east-1b" },
    "b",
  );
  const gateway = await make("ec2/InternetGateway", { vpcId });
  const egressOnly = await make("ec2/EgressOnlyInternetGateway", { vpcId });
  await make("ec2/CarrierGateway", { vpcId });
  await make("ec2/AvailabilityZoneGroup", {
    groupName: "us-east-1-wl1",
    optInStatus: "opted-in",
  });
  const address = await make("ec2/Eip", { domain: "vpc" });
  await make("ec2/NatGateway", { subnetId: a.id, allocationId: address.id });
  const table = await make("ec2/RouteTable", { vpcId });
  await make("ec2/Route", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  await make("ec2/RouteTableAssociation", { routeTableId: table.id, subnetId: a.id });
  const main = await make("ec2/RouteTable", { vpcId }, "main");
  await make("ec2/MainRouteTableAssociation", { routeTableId: main.id, vpcId });
  await make("ec2/DefaultRouteTable", {
    defaultRouteTableId: vpc.outputs["defaultRouteTableId"]!,
    routes: [{ ipv6CidrBlock: "::/0", egressOnlyGatewayId: egressOnly.id }],
  });
  const acl = await make("ec2/NetworkAcl", { vpcId, subnetIds: [a.id] });
  await make("ec2/NetworkAclRule", {
    networkAclId: acl.id,
    ruleNumber: 100,
    protocol: "-1",
    ruleAction: "allow",
    cidrBlock: "0.0.0.0/0",
  });
  const group = await make("ec2/SecurityGroup", { vpcId });
  await make("ec2/DefaultSecurityGroup", { vpcId });
  await make("ec2/SecurityGroupRule", {
    type: "ingress",
    securityGroupId: group.id,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: ["10.0.0.0/8"],
  });
  await make("vpc/SecurityGroupIngressRule", {
    securityGroupId: group.id,
    ipProtocol: "udp",
    fromPort: 7000,
    toPort: 7100,
    cidrIpv4: "0.0.0.0/0",
  });
  await make("vpc/SecurityGroupEgressRule", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  });
  const s3 = await make("ec2/VpcEndpoint", { vpcId, serviceName: "com.amazonaws.us-east-1.s3" });
  await make("ec2/VpcEndpointRouteTableAssociation", {
    vpcEndpointId: s3.id,
    routeTableId: table.id,
  });
  const sts = await make(
    "ec2/VpcEndpoint",
    {
      vpcId,
      serviceName: "com.amazonaws.us-east-1.sts",
      vpcEndpointType: "Interface",
      subnetIds: [a.id],
      securityGroupIds: [group.id],
      privateDnsEnabled: true,
    },
    "sts",
  );
  await make("ec2/VpcEndpointSubnetAssociation", { vpcEndpointId: sts.id, subnetId: b.id });
  await make("ec2/FlowLog", {
    vpcId,
    trafficType: "REJECT",
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::flow-logs",
  });
  const options = await make("ec2/VpcDhcpOptions", { domainName: "games.internal" });
  await make("ec2/VpcDhcpOptionsAssociation", { vpcId, dhcpOptionsId: options.id });
  const peer = await make("ec2/Vpc", { cidrBlock: "10.1.0.0/16" }, "peer");
  const peering = await make("ec2/VpcPeeringConnection", { vpcId, peerVpcId: peer.id });
  const vpcPeeringConnectionId = peering.id;
  await make("ec2/VpcPeeringConnectionAccepter", { vpcPeeringConnectionId, autoAccept: true });
  await make("ec2/PeeringConnectionOptions", {
    vpcPeeringConnectionId,
    requester: { allowRemoteVpcDnsResolution: true },
  });
  const transit = await make("ec2transitgateway/TransitGateway", {});
  await make("ec2transitgateway/VpcAttachment", {
    transitGatewayId: transit.id,
    vpcId,
    subnetIds: [a.id, b.id],
  });
  await make("ec2/ManagedPrefixList", {
    addressFamily: "IPv4",
    maxEntries: 5,
    entries: [{ cidr: "10.0.0.0/8", description: "all of ours" }],
  });
  await make("ec2/NetworkInterface", { subnetId: a.id, securityGroups: [group.id] });
  await make("ec2/Tag", { resourceId: a.id, key: "kubernetes.io/role/elb", value: "1" });
  return { vpcId, subnetIds: [a.id, b.id], groupId: group.id };
}
