import { securityGroup, subnet, vpc } from "../actions/ec2";
import { resolverEndpoint, resolverRule, ruleAssociation } from "../actions/resolver";
import { transitGateway, vpcAttachment } from "../actions/transit-gateways";
import { call, type Case, type Cloud } from "../cloud";

/** A VPC with a subnet in two zones and a security group. */
async function makeNetwork(cloud: Cloud, block = "10.0") {
  const { id: vpcId } = await cloud.create(vpc, { cidrBlock: `${block}.0.0/16` });
  const subnetIds = [];
  for (const [index, availabilityZone] of ["us-east-1a", "us-east-1b"].entries()) {
    const cidrBlock = `${block}.${index}.0/24`;
    subnetIds.push((await cloud.create(subnet, { vpcId, cidrBlock, availabilityZone })).id);
  }
  const group = await cloud.create(securityGroup, { vpcId, name: "dns", description: "DNS" });
  return { vpcId, subnetIds, securityGroupIds: [group.id] };
}

/** Inputs of an endpoint in a network of its own. */
async function endpointInputs(cloud: Cloud, direction = "INBOUND") {
  const { vpcId, subnetIds, securityGroupIds } = await makeNetwork(cloud);
  const ipAddresses = subnetIds.map((subnetId, index) => ({ subnetId, ip: `10.0.${index}.10` }));
  return { vpcId, inputs: { name: "dns", direction, ipAddresses, securityGroupIds } };
}

const forward = {
  name: "corp",
  ruleType: "FORWARD",
  domainName: "corp.example.com",
  targetIps: [{ ip: "192.0.2.10", port: 53 }],
};

/** A rule that forwards through an endpoint, and the VPC of the endpoint. */
async function makeRule(cloud: Cloud) {
  const { vpcId, inputs } = await endpointInputs(cloud, "OUTBOUND");
  const endpoint = await cloud.create(resolverEndpoint, inputs);
  const resolverEndpointId = endpoint.id;
  const rule = await cloud.create(resolverRule, { ...forward, resolverEndpointId });
  return { vpcId, endpoint, rule };
}

/** A call to make an endpoint with something spoiled. */
const endpoint = (
  title: string,
  spoil: (inputs: {
    ipAddresses: { subnetId: string; ip?: string }[];
    securityGroupIds: string[];
  }) => object,
): Case =>
  call(title, async (cloud) => {
    const { inputs } = await endpointInputs(cloud);
    return () => cloud.create(resolverEndpoint, { ...inputs, ...spoil(inputs) });
  });

/** A call to make a rule with something spoiled. */
const rule = (title: string, spoil: object): Case =>
  call(title, async (cloud) => {
    const { inputs } = await endpointInputs(cloud, "OUTBOUND");
    const { id: resolverEndpointId } = await cloud.create(resolverEndpoint, inputs);
    return () => cloud.create(resolverRule, { ...forward, resolverEndpointId, ...spoil });
  });

/** Calls about Resolver endpoints, rules and transit gateways. */
export const dnsCases: Case[] = [
  endpoint("an inbound endpoint", () => ({})),
  endpoint("an inbound endpoint whose addresses AWS chooses", ({ ipAddresses }) => ({
    ipAddresses: ipAddresses.map(({ subnetId }) => ({ subnetId })),
  })),
  endpoint("a Resolver endpoint with one address", ({ ipAddresses }) => ({
    ipAddresses: ipAddresses.slice(0, 1),
  })),
  endpoint("a Resolver endpoint at an address outside of its subnet", ({ ipAddresses }) => ({
    ipAddresses: ipAddresses.map(({ subnetId }) => ({ subnetId, ip: "10.0.9.10" })),
  })),
  endpoint("a Resolver endpoint at an address that AWS keeps", ({ ipAddresses: [a, b] }) => ({
    ipAddresses: [{ ...a, ip: "10.0.0.1" }, b],
  })),
  endpoint("a Resolver endpoint twice at one address", ({ ipAddresses: [a] }) => ({
    ipAddresses: [a, a],
  })),
  endpoint("a Resolver endpoint in a subnet that does not exist", ({ ipAddresses: [a] }) => ({
    ipAddresses: [a, { subnetId: "subnet-0123456789abcdef0", ip: "10.0.1.10" }],
  })),
  endpoint("a Resolver endpoint with a security group that does not exist", () => ({
    securityGroupIds: ["sg-0123456789abcdef0"],
  })),
  endpoint("a Resolver endpoint with eleven security groups", ({ securityGroupIds }) => ({
    securityGroupIds: Array.from({ length: 11 }, () => securityGroupIds[0]),
  })),
  endpoint("a Resolver endpoint with a name of digits", () => ({ name: "53" })),
  endpoint("a Resolver endpoint with a name that has dots", () => ({ name: "games.internal" })),
  endpoint("a Resolver endpoint in no direction", () => ({ direction: "SIDEWAYS" })),
  call("a fifth Resolver endpoint of a Region", async (cloud) => {
    const { inputs } = await endpointInputs(cloud);
    const at = (last: number) =>
      inputs.ipAddresses.map(({ subnetId }, index) => ({ subnetId, ip: `10.0.${index}.${last}` }));
    for (const last of [11, 12, 13, 14]) {
      await cloud.create(resolverEndpoint, { ...inputs, ipAddresses: at(last) });
    }
    return () => cloud.create(resolverEndpoint, { ...inputs, ipAddresses: at(15) });
  }),
  call("a new name of a Resolver endpoint", async (cloud) => {
    const { inputs } = await endpointInputs(cloud);
    const made = await cloud.create(resolverEndpoint, inputs);
    return () => cloud.update(resolverEndpoint, made, { name: "names" });
  }),
  call("deleting a Resolver endpoint", async (cloud) => {
    const { inputs } = await endpointInputs(cloud);
    const made = await cloud.create(resolverEndpoint, inputs);
    return () => cloud.delete(resolverEndpoint, made);
  }),
  call("deleting a Resolver endpoint that a rule forwards through", async (cloud) => {
    const { endpoint: used } = await makeRule(cloud);
    return () => cloud.delete(resolverEndpoint, used);
  }),
  call("deleting a subnet that has an address of a Resolver endpoint", async (cloud) => {
    const { vpcId, subnetIds, securityGroupIds } = await makeNetwork(cloud);
    const cidrBlock = "10.0.7.0/24";
    const last = await cloud.create(subnet, { vpcId, cidrBlock, availabilityZone: "us-east-1c" });
    const ipAddresses = [{ subnetId: subnetIds[0]! }, { subnetId: last.id }];
    const inputs = { name: "dns", direction: "INBOUND", ipAddresses, securityGroupIds };
    await cloud.create(resolverEndpoint, inputs);
    return () => cloud.delete(subnet, last);
  }),
  rule("a rule that forwards", {}),
  rule("a rule that forwards through an endpoint that does not exist", {
    resolverEndpointId: "rslvr-out-0123456789abcdef0",
  }),
  rule("a rule of the system with an endpoint", { ruleType: "SYSTEM" }),
  rule("a rule to an address that is none", { targetIps: [{ ip: "192.0.2.300", port: 53 }] }),
  rule("a rule to a port that is none", { targetIps: [{ ip: "192.0.2.10", port: 70000 }] }),
  rule("a rule for a name of more than 256 characters", { domainName: "x".repeat(257) }),
  rule("a rule of no type", { ruleType: "BACKWARD" }),
  rule("a rule to seven addresses", {
    targetIps: Array.from({ length: 7 }, (_, index) => ({ ip: `192.0.2.${index + 1}`, port: 53 })),
  }),
  call("a rule that forwards through an inbound endpoint", async (cloud) => {
    const { inputs } = await endpointInputs(cloud);
    const { id: resolverEndpointId } = await cloud.create(resolverEndpoint, inputs);
    return () => cloud.create(resolverRule, { ...forward, resolverEndpointId });
  }),
  call("a rule of a VPC", async (cloud) => {
    const { vpcId, rule: made } = await makeRule(cloud);
    return () => cloud.create(ruleAssociation, { name: "a", resolverRuleId: made.id, vpcId });
  }),
  call("a rule of a VPC twice", async (cloud) => {
    const { vpcId, rule: made } = await makeRule(cloud);
    await cloud.create(ruleAssociation, { name: "a", resolverRuleId: made.id, vpcId });
    return () => cloud.create(ruleAssociation, { name: "b", resolverRuleId: made.id, vpcId });
  }),
  call("a second rule of a VPC for one name", async (cloud) => {
    const { vpcId, rule: made, endpoint: used } = await makeRule(cloud);
    await cloud.create(ruleAssociation, { name: "a", resolverRuleId: made.id, vpcId });
    const other = await cloud.create(resolverRule, { ...forward, resolverEndpointId: used.id });
    return () => cloud.create(ruleAssociation, { name: "b", resolverRuleId: other.id, vpcId });
  }),
  call("a rule that does not exist of a VPC", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const resolverRuleId = "rslvr-rr-0123456789abcdef0";
    return () => cloud.create(ruleAssociation, { name: "a", resolverRuleId, vpcId });
  }),
  call("a rule of a VPC that does not exist", async (cloud) => {
    const { rule: made } = await makeRule(cloud);
    const vpcId = "vpc-0123456789abcdef0";
    return () => cloud.create(ruleAssociation, { name: "a", resolverRuleId: made.id, vpcId });
  }),
  call("deleting a rule that a VPC has", async (cloud) => {
    const { vpcId, rule: made } = await makeRule(cloud);
    await cloud.create(ruleAssociation, { name: "a", resolverRuleId: made.id, vpcId });
    return () => cloud.delete(resolverRule, made);
  }),
  call("deleting a rule that no VPC has any more", async (cloud) => {
    const { vpcId, rule: made } = await makeRule(cloud);
    const inputs = { name: "a", resolverRuleId: made.id, vpcId };
    await cloud.delete(ruleAssociation, await cloud.create(ruleAssociation, inputs));
    return () => cloud.delete(resolverRule, made);
  }),
  call("a VPC on a transit gateway", async (cloud) => {
    const { vpcId, subnetIds } = await makeNetwork(cloud);
    const { id: transitGatewayId } = await cloud.create(transitGateway, {});
    return () => cloud.create(vpcAttachment, { transitGatewayId, vpcId, subnetIds });
  }),
  call("a VPC on a transit gateway that does not exist", async (cloud) => {
    const { vpcId, subnetIds } = await makeNetwork(cloud);
    const transitGatewayId = "tgw-0123456789abcdef0";
    return () => cloud.create(vpcAttachment, { transitGatewayId, vpcId, subnetIds });
  }),
  call("a VPC twice on a transit gateway", async (cloud) => {
    const { vpcId, subnetIds } = await makeNetwork(cloud);
    const { id: transitGatewayId } = await cloud.create(transitGateway, {});
    await cloud.create(vpcAttachment, { transitGatewayId, vpcId, subnetIds });
    return () => cloud.create(vpcAttachment, { transitGatewayId, vpcId, subnetIds });
  }),
];
