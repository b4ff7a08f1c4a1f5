import { call, type Case, type Cloud } from "../cloud";
import {
  elasticIp,
  ingressRule,
  internetGateway,
  keyPair,
  launchTemplate,
  natGateway,
  route,
  routeTable,
  routeTableAssociation,
  securityGroup,
  subnet,
  volume,
  vpc,
} from "../actions/ec2";

/** A VPC with a way out, a subnet and a route table. */
async function makeNetwork(cloud: Cloud) {
  const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
  const { id: subnetId } = await cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
  const gateway = await cloud.create(internetGateway, { vpcId });
  const table = await cloud.create(routeTable, { vpcId });
  return { vpcId, subnetId, gateway, table, routeTableId: table.id };
}

const everywhere = { destinationCidrBlock: "0.0.0.0/0" };

/** Calls about gateways, routes, addresses, security groups and what instances start from. */
export const routingCases: Case[] = [
  call("an internet gateway for a VPC that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(internetGateway, { vpcId: "vpc-0123456789abcdef0" })),
  ),
  call("a second internet gateway for a VPC", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(internetGateway, { vpcId });
  }),
  call("deleting an internet gateway", async (cloud) => {
    const { gateway } = await makeNetwork(cloud);
    return () => cloud.delete(internetGateway, gateway);
  }),
  call("a NAT gateway", async (cloud) => {
    const { subnetId } = await makeNetwork(cloud);
    const { id: allocationId } = await cloud.create(elasticIp, {});
    return () => cloud.create(natGateway, { subnetId, allocationId });
  }),
  call("a NAT gateway in a subnet that does not exist", async (cloud) => {
    const { id: allocationId } = await cloud.create(elasticIp, {});
    return () => cloud.create(natGateway, { subnetId: "subnet-0123456789abcdef0", allocationId });
  }),
  call("a NAT gateway with an address that does not exist", async (cloud) => {
    const { subnetId } = await makeNetwork(cloud);
    return () => cloud.create(natGateway, { subnetId, allocationId: "eipalloc-0123456789abcdef0" });
  }),
  call("a NAT gateway without an address", async (cloud) => {
    const { subnetId } = await makeNetwork(cloud);
    return () => cloud.create(natGateway, { subnetId });
  }),
  call("a NAT gateway in a VPC without internet gateway", async (cloud) => {
    const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
    const { id: subnetId } = await cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
    const { id: allocationId } = await cloud.create(elasticIp, {});
    return () => cloud.create(natGateway, { subnetId, allocationId });
  }),
  call("releasing an address", async (cloud) => {
    const address = await cloud.create(elasticIp, {});
    return () => cloud.delete(elasticIp, address);
  }),
  call("releasing the address of a NAT gateway", async (cloud) => {
    const { subnetId } = await makeNetwork(cloud);
    const address = await cloud.create(elasticIp, {});
    await cloud.create(natGateway, { subnetId, allocationId: address.id });
    return () => cloud.delete(elasticIp, address);
  }),
  call("a route to an internet gateway", async (cloud) => {
    const { routeTableId, gateway } = await makeNetwork(cloud);
    return () => cloud.create(route, { routeTableId, ...everywhere, gatewayId: gateway.id });
  }),
  call("a second route to one destination", async (cloud) => {
    const { routeTableId, gateway } = await makeNetwork(cloud);
    await cloud.create(route, { routeTableId, ...everywhere, gatewayId: gateway.id });
    return () => cloud.create(route, { routeTableId, ...everywhere, gatewayId: gateway.id });
  }),
  call("a route in a table that does not exist", async (cloud) => {
    const { gateway } = await makeNetwork(cloud);
    const routeTableId = "rtb-0123456789abcdef0";
    return () => cloud.create(route, { routeTableId, ...everywhere, gatewayId: gateway.id });
  }),
  call("a route to an internet gateway that does not exist", async (cloud) => {
    const { routeTableId } = await makeNetwork(cloud);
    const gatewayId = "igw-0123456789abcdef0";
    return () => cloud.create(route, { routeTableId, ...everywhere, gatewayId });
  }),
  call("a route to a NAT gateway that does not exist", async (cloud) => {
    const { routeTableId } = await makeNetwork(cloud);
    const natGatewayId = "nat-0123456789abcdef0";
    return () => cloud.create(route, { routeTableId, ...everywhere, natGatewayId });
  }),
  call("a route table of a VPC that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(routeTable, { vpcId: "vpc-0123456789abcdef0" })),
  ),
  call("an association of a subnet with a route table", async (cloud) => {
    const { routeTableId, subnetId } = await makeNetwork(cloud);
    return () => cloud.create(routeTableAssociation, { routeTableId, subnetId });
  }),
  call("an association of a subnet that does not exist", async (cloud) => {
    const { routeTableId } = await makeNetwork(cloud);
    const subnetId = "subnet-0123456789abcdef0";
    return () => cloud.create(routeTableAssociation, { routeTableId, subnetId });
  }),
  call("deleting a route table that a subnet uses", async (cloud) => {
    const { routeTableId, subnetId, table } = await makeNetwork(cloud);
    await cloud.create(routeTableAssociation, { routeTableId, subnetId });
    return () => cloud.delete(routeTable, table);
  }),
  call("a security group", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(securityGroup, { vpcId, name: "web" });
  }),
  call("a second security group of one name in a VPC", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    await cloud.create(securityGroup, { vpcId, name: "web" });
    return () => cloud.create(securityGroup, { vpcId, name: "web" });
  }),
  call("a security group named default", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(securityGroup, { vpcId, name: "default" });
  }),
  call("a rule of a security group", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const { id: securityGroupId } = await cloud.create(securityGroup, { vpcId, name: "web" });
    return () => cloud.create(ingressRule, { securityGroupId, ...https });
  }),
  call("the same rule of a security group twice", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const { id: securityGroupId } = await cloud.create(securityGroup, { vpcId, name: "web" });
    await cloud.create(ingressRule, { securityGroupId, ...https });
    return () => cloud.create(ingressRule, { securityGroupId, ...https });
  }),
  call("a rule of a security group that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(ingressRule, { securityGroupId: "sg-0123456789abcdef0", ...https }),
    ),
  ),
  call("a rule for a security group that does not exist", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const { id: securityGroupId } = await cloud.create(securityGroup, { vpcId, name: "web" });
    const referencedSecurityGroupId = "sg-0123456789abcdef0";
    return () =>
      cloud.create(ingressRule, { securityGroupId, ...ports, referencedSecurityGroupId });
  }),
  call("deleting a security group that a rule of another names", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const web = await cloud.create(securityGroup, { vpcId, name: "web" });
    const { id: securityGroupId } = await cloud.create(securityGroup, { vpcId, name: "db" });
    await cloud.create(ingressRule, {
      securityGroupId,
      ...ports,
      referencedSecurityGroupId: web.id,
    });
    return () => cloud.delete(securityGroup, web);
  }),
  call("a launch template", (cloud) =>
    Promise.resolve(() => cloud.create(launchTemplate, { name: "nodes" })),
  ),
  call("a second launch template of one name", async (cloud) => {
    await cloud.create(launchTemplate, { name: "nodes" });
    return () => cloud.create(launchTemplate, { name: "nodes" });
  }),
  call("a second key pair of one name", async (cloud) => {
    await cloud.create(keyPair, { keyName: "games", publicKey });
    return () => cloud.create(keyPair, { keyName: "games", publicKey });
  }),
  call("a key pair from a text that is no key", (cloud) =>
    Promise.resolve(() => cloud.create(keyPair, { keyName: "games", publicKey: "no key" })),
  ),
  call("a volume without size or snapshot", (cloud) =>
    Promise.resolve(() => cloud.create(volume, { availabilityZone: "us-east-1a" })),
  ),
  call("a volume in a zone that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(volume, { availabilityZone: "us-east-1z", size: 8 })),
  ),
];

const ports = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const https = { ...ports, cidrIpv4: "10.0.0.0/8" };

const publicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKxe1uVXmXQb5S1sTtqpm3TDr9UKsIuH8bX7Zf2mJ5wB games";
