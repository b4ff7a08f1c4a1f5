import {
  carrierGateway,
  listener,
  listenerRule,
  loadBalancer,
  target,
  targetGroup,
} from "../actions/elbv2";
import { internetGateway, route, routeTable, subnet, vpc } from "../actions/ec2";
import { call, type Case, type Cloud } from "../cloud";

/** A VPC with a way out and a subnet in each of two zones. */
async function makeNetwork(cloud: Cloud) {
  const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
  await cloud.create(internetGateway, { vpcId });
  const at = (cidrBlock: string, availabilityZone: string) =>
    cloud.create(subnet, { vpcId, cidrBlock, availabilityZone });
  const subnets = [await at("10.0.0.0/24", "us-east-1a"), await at("10.0.1.0/24", "us-east-1b")];
  return { vpcId, subnets: subnets.map(({ id }) => id) };
}

const http = { port: 80, protocol: "HTTP" };

/** A load balancer with a listener that sends everything to one target group. */
async function makeListener(cloud: Cloud) {
  const { vpcId, subnets } = await makeNetwork(cloud);
  const balancer = await cloud.create(loadBalancer, { name: "games", subnets });
  const group = await cloud.create(targetGroup, { name: "games", ...http, vpcId });
  const actions = [{ type: "forward", targetGroupArn: group.id }];
  const made = await cloud.create(listener, {
    ...{ loadBalancerArn: balancer.id, ...http, defaultActions: actions },
  });
  return { vpcId, balancer, group, listener: made, actions };
}

const rule = { conditions: [{ pathPattern: { values: ["/healthz"] } }] };
const noBalancer =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/games/0123456789abcdef";

/** Calls about load balancers. */
const balancerCases: Case[] = [
  call("an Application Load Balancer in two zones", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    return () => cloud.create(loadBalancer, { name: "games", subnets });
  }),
  call("a Network Load Balancer in one zone", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    const one = { subnets: subnets.slice(0, 1), loadBalancerType: "network" };
    return () => cloud.create(loadBalancer, { name: "games", ...one });
  }),
  call("an Application Load Balancer in one Availability Zone", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    return () => cloud.create(loadBalancer, { name: "games", subnets: subnets.slice(0, 1) });
  }),
  call("a load balancer in a subnet that does not exist", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    const wrong = [subnets[0]!, "subnet-0123456789abcdef0"];
    return () => cloud.create(loadBalancer, { name: "games", subnets: wrong });
  }),
  call("a load balancer with a way to the internet in a VPC without one", async (cloud) => {
    const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
    const { id } = await cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
    const one = { subnets: [id], loadBalancerType: "network" };
    return () => cloud.create(loadBalancer, { name: "games", ...one });
  }),
  call("a second load balancer of one name", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    await cloud.create(loadBalancer, { name: "games", subnets });
    return () => cloud.create(loadBalancer, { name: "games", subnets: [...subnets].reverse() });
  }),
  call("a load balancer whose name ends with a hyphen", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    return () => cloud.create(loadBalancer, { name: "games-", subnets });
  }),
  call("a longer idle timeout of a load balancer", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    const balancer = await cloud.create(loadBalancer, { name: "games", subnets });
    return () => cloud.update(loadBalancer, balancer, { idleTimeout: 120 });
  }),
  call("deleting a load balancer with its listener", async (cloud) => {
    const { balancer } = await makeListener(cloud);
    return () => cloud.delete(loadBalancer, balancer);
  }),
  call("deleting a load balancer that is protected from it", async (cloud) => {
    const { subnets } = await makeNetwork(cloud);
    const made = await cloud.create(loadBalancer, { name: "games", subnets });
    const balancer = await cloud.update(loadBalancer, made, { enableDeletionProtection: true });
    return () => cloud.delete(loadBalancer, balancer);
  }),
];

/** Calls about target groups, listeners and rules. */
const listenerCases: Case[] = [
  call("a target group for HTTP", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(targetGroup, { name: "games", ...http, vpcId });
  }),
  call("a target group for addresses", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(targetGroup, { name: "games", ...http, vpcId, targetType: "ip" });
  }),
  call("a second target group of one name", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    await cloud.create(targetGroup, { name: "games", ...http, vpcId });
    return () => cloud.create(targetGroup, { name: "games", ...http, port: 8080, vpcId });
  }),
  call("a target group in a VPC that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(targetGroup, { name: "games", ...http, vpcId: "vpc-0123456789abcdef0" }),
    ),
  ),
  call("a target group without VPC", (cloud) =>
    Promise.resolve(() => cloud.create(targetGroup, { name: "games", ...http })),
  ),
  call("a target group without port", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(targetGroup, { name: "games", protocol: "HTTP", vpcId });
  }),
  call("a target group whose name begins with a hyphen", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(targetGroup, { name: "-games", ...http, vpcId });
  }),
  call("an address as target", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const args = { name: "games", ...http, vpcId, targetType: "ip" };
    const { id: targetGroupArn } = await cloud.create(targetGroup, args);
    return () => cloud.create(target, { targetGroupArn, targetId: "10.0.0.10" });
  }),
  call("a target in a group that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(target, {
        targetGroupArn: noBalancer.replace("loadbalancer/app", "targetgroup"),
        targetId: "10.0.0.10",
      }),
    ),
  ),
  call("deleting a target group that a listener forwards to", async (cloud) => {
    const { group } = await makeListener(cloud);
    return () => cloud.delete(targetGroup, group);
  }),
  call("deleting a target group that nothing uses", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const group = await cloud.create(targetGroup, { name: "games", ...http, vpcId });
    return () => cloud.delete(targetGroup, group);
  }),
  call("a listener of a load balancer that does not exist", async (cloud) => {
    const { actions } = await makeListener(cloud);
    const args = { loadBalancerArn: noBalancer, ...http, defaultActions: actions };
    return () => cloud.create(listener, args);
  }),
  call("a second listener at one port", async (cloud) => {
    const { balancer, actions } = await makeListener(cloud);
    const args = { loadBalancerArn: balancer.id, ...http, defaultActions: actions };
    return () => cloud.create(listener, args);
  }),
  call("a listener that forwards to a group that does not exist", async (cloud) => {
    const { balancer } = await makeListener(cloud);
    const targetGroupArn = noBalancer.replace("loadbalancer/app", "targetgroup");
    const defaultActions = [{ type: "forward", targetGroupArn }];
    const args = { loadBalancerArn: balancer.id, ...http, port: 8080, defaultActions };
    return () => cloud.create(listener, args);
  }),
  call("a listener for TCP at an Application Load Balancer", async (cloud) => {
    const { balancer, actions } = await makeListener(cloud);
    const args = { loadBalancerArn: balancer.id, port: 7000, protocol: "TCP" };
    return () => cloud.create(listener, { ...args, defaultActions: actions });
  }),
  call("deleting a listener", async (cloud) => {
    const { listener: made } = await makeListener(cloud);
    return () => cloud.delete(listener, made);
  }),
  call("a rule of a listener", async (cloud) => {
    const { listener: made, actions } = await makeListener(cloud);
    return () =>
      cloud.create(listenerRule, { listenerArn: made.id, ...rule, priority: 1, actions });
  }),
  call("a second rule of one priority", async (cloud) => {
    const { listener: made, actions } = await makeListener(cloud);
    const args = { listenerArn: made.id, ...rule, priority: 1, actions };
    await cloud.create(listenerRule, args);
    return () => cloud.create(listenerRule, args);
  }),
  call("a rule of a listener that does not exist", async (cloud) => {
    const { actions } = await makeListener(cloud);
    const listenerArn = `${noBalancer.replace(":loadbalancer/", ":listener/")}/0123456789abcdef`;
    return () => cloud.create(listenerRule, { listenerArn, ...rule, priority: 1, actions });
  }),
];

/** Calls about the way to carriers' networks. */
const carrierCases: Case[] = [
  call("a carrier gateway", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    return () => cloud.create(carrierGateway, { vpcId });
  }),
  call("a carrier gateway of a VPC that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(carrierGateway, { vpcId: "vpc-0123456789abcdef0" })),
  ),
  call("a second carrier gateway of a VPC", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    await cloud.create(carrierGateway, { vpcId });
    return () => cloud.create(carrierGateway, { vpcId });
  }),
  call("deleting a carrier gateway", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const gateway = await cloud.create(carrierGateway, { vpcId });
    return () => cloud.delete(carrierGateway, gateway);
  }),
  call("deleting a VPC that has a carrier gateway", async (cloud) => {
    const made = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
    await cloud.create(carrierGateway, { vpcId: made.id });
    return () => cloud.delete(vpc, made);
  }),
  call("a route to a carrier gateway that does not exist", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const { id: routeTableId } = await cloud.create(routeTable, { vpcId });
    const carrierGatewayId = "cagw-0123456789abcdef0";
    const destinationCidrBlock = "0.0.0.0/0";
    return () => cloud.create(route, { routeTableId, destinationCidrBlock, carrierGatewayId });
  }),
  call("a subnet in a Wavelength Zone that is closed to the account", async (cloud) => {
    const { vpcId } = await makeNetwork(cloud);
    const availabilityZone = "us-east-1-wl1-bos-wlz-1";
    return () => cloud.create(subnet, { vpcId, cidrBlock: "10.0.9.0/24", availabilityZone });
  }),
];

/** Calls about load balancers, and about Wavelength Zones as far as moto has them. */
export const elbCases: Case[] = [...balancerCases, ...listenerCases, ...carrierCases];
