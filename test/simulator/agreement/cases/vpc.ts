import { call, type Case, type Cloud, type Thing } from "../cloud";
import {
  cidrAssociation,
  dhcpOptions,
  dhcpOptionsAssociation,
  flowLog,
  internetGateway,
  networkAcl,
  networkAclRule,
  networkInterface,
  peeringConnection,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcEndpoint,
} from "../actions/ec2";
import { bucket } from "../actions/services";

const makeVpc = (cloud: Cloud, cidrBlock = "10.0.0.0/16"): Promise<Thing> =>
  cloud.create(vpc, { cidrBlock });

const makeSubnet = async (cloud: Cloud): Promise<Thing> => {
  const { id: vpcId } = await makeVpc(cloud);
  return cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
};

/** Calls about VPCs, their subnets and what is in them. */
export const vpcCases: Case[] = [
  call("a VPC of /16", (cloud) => Promise.resolve(() => makeVpc(cloud))),
  call("a VPC of /29", (cloud) => Promise.resolve(() => makeVpc(cloud, "10.0.0.0/29"))),
  call("a VPC of /8", (cloud) => Promise.resolve(() => makeVpc(cloud, "10.0.0.0/8"))),
  call("a VPC with host bits in its block", (cloud) =>
    Promise.resolve(() => makeVpc(cloud, "10.0.0.7/16")),
  ),
  call("deleting an empty VPC", async (cloud) => {
    const made = await makeVpc(cloud);
    return () => cloud.delete(vpc, made);
  }),
  call("deleting a VPC that has a subnet", async (cloud) => {
    const made = await makeVpc(cloud);
    await cloud.create(subnet, { vpcId: made.id, cidrBlock: "10.0.0.0/24" });
    return () => cloud.delete(vpc, made);
  }),
  call("deleting a VPC that has an internet gateway", async (cloud) => {
    const made = await makeVpc(cloud);
    await cloud.create(internetGateway, { vpcId: made.id });
    return () => cloud.delete(vpc, made);
  }),
  call("deleting a VPC that has a route table of its own", async (cloud) => {
    const made = await makeVpc(cloud);
    await cloud.create(routeTable, { vpcId: made.id });
    return () => cloud.delete(vpc, made);
  }),
  call("deleting a VPC that has a security group of its own", async (cloud) => {
    const made = await makeVpc(cloud);
    await cloud.create(securityGroup, { vpcId: made.id, name: "web" });
    return () => cloud.delete(vpc, made);
  }),
  call("a second block for a VPC, 100.64.0.0/16", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(cidrAssociation, { vpcId, cidrBlock: "100.64.0.0/16" });
  }),
  call("a second block that overlaps the first", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(cidrAssociation, { vpcId, cidrBlock: "10.0.128.0/20" });
  }),
  call("a second block that AWS does not allow beside 10.0.0.0/16", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(cidrAssociation, { vpcId, cidrBlock: "192.168.0.0/16" });
  }),
  call("a subnet", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () =>
      cloud.create(subnet, { vpcId, cidrBlock: "10.0.1.0/24", availabilityZone: "us-east-1b" });
  }),
  call("a subnet of a VPC that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(subnet, { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" }),
    ),
  ),
  call("a subnet outside of its VPC", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(subnet, { vpcId, cidrBlock: "10.1.0.0/24" });
  }),
  call("a subnet larger than its VPC", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud, "10.0.0.0/24");
    return () => cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/16" });
  }),
  call("a subnet that overlaps another", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    await cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/20" });
    return () => cloud.create(subnet, { vpcId, cidrBlock: "10.0.8.0/24" });
  }),
  call("a subnet of /29", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/29" });
  }),
  call("a subnet in a zone of another Region", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () =>
      cloud.create(subnet, { vpcId, cidrBlock: "10.0.1.0/24", availabilityZone: "eu-west-1a" });
  }),
  call("a subnet in a second block of its VPC", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    await cloud.create(cidrAssociation, { vpcId, cidrBlock: "100.64.0.0/16" });
    return () => cloud.create(subnet, { vpcId, cidrBlock: "100.64.0.0/18" });
  }),
  call("deleting a subnet", async (cloud) => {
    const made = await makeSubnet(cloud);
    return () => cloud.delete(subnet, made);
  }),
  call("deleting a subnet that has a network interface", async (cloud) => {
    const made = await makeSubnet(cloud);
    await cloud.create(networkInterface, { subnetId: made.id });
    return () => cloud.delete(subnet, made);
  }),
  call("a network interface in a subnet that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(networkInterface, { subnetId: "subnet-0123456789abcdef0" })),
  ),
  call("a network interface with a security group that does not exist", async (cloud) => {
    const { id: subnetId } = await makeSubnet(cloud);
    return () =>
      cloud.create(networkInterface, { subnetId, securityGroups: ["sg-0123456789abcdef0"] });
  }),
  call("a rule of a network ACL", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    const { id: networkAclId } = await cloud.create(networkAcl, { vpcId });
    return () => cloud.create(networkAclRule, { networkAclId, ...aclRule });
  }),
  call("a second rule of a network ACL with one number", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    const { id: networkAclId } = await cloud.create(networkAcl, { vpcId });
    await cloud.create(networkAclRule, { networkAclId, ...aclRule });
    return () => cloud.create(networkAclRule, { networkAclId, ...aclRule });
  }),
  call("a gateway endpoint for S3", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    return () => cloud.create(vpcEndpoint, { vpcId, serviceName: "com.amazonaws.us-east-1.s3" });
  }),
  call("an endpoint in a VPC that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(vpcEndpoint, {
        vpcId: "vpc-0123456789abcdef0",
        serviceName: "com.amazonaws.us-east-1.s3",
      }),
    ),
  ),
  call("peering of two VPCs", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    const { id: peerVpcId } = await makeVpc(cloud, "10.1.0.0/16");
    return () => cloud.create(peeringConnection, { vpcId, peerVpcId });
  }),
  call("peering of two VPCs with one block", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    const { id: peerVpcId } = await makeVpc(cloud);
    return () => cloud.create(peeringConnection, { vpcId, peerVpcId });
  }),
  call("flow logs to a bucket", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    await cloud.create(bucket, { bucket: "flow-logs" });
    return () => cloud.create(flowLog, { vpcId, ...flowLogs });
  }),
  call("the same flow logs twice", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    await cloud.create(bucket, { bucket: "flow-logs" });
    await cloud.create(flowLog, { vpcId, ...flowLogs });
    return () => cloud.create(flowLog, { vpcId, ...flowLogs });
  }),
  call("deleting DHCP options that a VPC uses", async (cloud) => {
    const { id: vpcId } = await makeVpc(cloud);
    const options = await cloud.create(dhcpOptions, { domainName: "games.internal" });
    await cloud.create(dhcpOptionsAssociation, { vpcId, dhcpOptionsId: options.id });
    return () => cloud.delete(dhcpOptions, options);
  }),
];

const aclRule = { ruleNumber: 100, protocol: "-1", ruleAction: "allow", cidrBlock: "0.0.0.0/0" };

const flowLogs = {
  trafficType: "ALL",
  logDestinationType: "s3",
  logDestination: "arn:aws:s3:::flow-logs",
};
