import type { lb } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { text } from "../../values";
import zones from "../data/elb-zones.json";
import { freeAddress } from "../ec2/addresses";
import { makeInterface } from "../ec2/network-interfaces";
import { securityGroup, subnet, vpc } from "../ec2/reference-targets";
import { arn, scopeOf } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { requirePlaces, subnetsOf, vpcOf } from "./placement";
import { invalid, listener, listenerRule, loadBalancer } from "./reference-targets";

type BalancerCall = AwsCall<lb.LoadBalancerArgs>;

/** A load balancer that is to be made. */
export type NewLoadBalancer = Omit<BalancerCall, "id">;

export const loadBalancerType = resourceType<lb.LoadBalancerArgs>({
  token: loadBalancer.type,
  service: "Elastic Load Balancing v2",
  noun: "ELBv2 Load Balancer",
  operations: {
    create: "CreateLoadBalancer",
    read: "DescribeLoadBalancers",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  id: balancerArn,
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    enableDeletionProtection: false,
    enableHttp2: true,
    idleTimeout: 60,
    loadBalancerType: "application",
    xffHeaderProcessingMode: "append",
  },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 32 },
  references: [
    {
      path: "subnets[]",
      to: {
        ...subnet,
        notFound: (id) => new CloudError("SubnetNotFound", `The subnet ID '${id}' does not exist`),
      },
    },
    { path: "subnetMappings[].subnetId", to: subnet },
    {
      path: "securityGroups[]",
      to: {
        ...securityGroup,
        notFound: (id) =>
          new CloudError("InvalidSecurityGroup", `Security group '${id}' does not exist`),
      },
    },
  ],
  validate: requireLoadBalancer,
  outputs: balancerOutputs,
  afterCreate: makeInterfaces,
  beforeDelete: ({ inputs, id }) => {
    if (!inputs.enableDeletionProtection) return;
    throw new CloudError(
      "OperationNotPermitted",
      `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
    );
  },
  // Listeners and their rules go with their load balancer.
  afterDelete: ({ world, id }) => {
    const listeners = world
      .all(listener.type)
      .filter(({ inputs }) => inputs["loadBalancerArn"] === id);
    const arns = listeners.map((entry) => entry.id);
    const rules = world
      .all(listenerRule.type)
      .filter(({ inputs }) => arns.includes(text(inputs["listenerArn"])));
    for (const entry of [...rules, ...listeners]) world.remove(entry);
  },
});

type Kind = "app" | "net" | "gwy";

function kindOf({ loadBalancerType: type }: Pick<lb.LoadBalancerArgs, "loadBalancerType">): Kind {
  return type === "network" ? "net" : type === "gateway" ? "gwy" : "app";
}

/** `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/games/50dc6c495c0c9188` */
function balancerArn({ session, inputs, hex }: NewLoadBalancer): string {
  const path = `loadbalancer/${kindOf(inputs)}/${inputs.name ?? ""}/${hex(16)}`;
  return arn(session, "elasticloadbalancing", path);
}

/** @throws CloudError where AWS refuses such a load balancer */
export function requireLoadBalancer(call: NewLoadBalancer & { id?: string }): void {
  const made = { id: balancerArn(call), ...call };
  requireName(made);
  requirePlaces(made);
}

/**
 * Makes a load balancer that is no resource of a program: controllers of clusters call the same API.
 *
 * @returns its DNS name
 * @throws CloudError
 */
export function makeLoadBalancer(wanted: NewLoadBalancer): string {
  requireLoadBalancer(wanted);
  const { world, session, type, inputs, seed, created } = wanted;
  const call = { ...wanted, id: balancerArn(wanted) };
  const { id } = call;
  const made = balancerOutputs(call);
  const outputs = { ...made, id, tagsAll: { ...inputs.tags } };
  world.put({
    ...{ provider: "aws", scope: scopeOf(session), type, id },
    ...{ inputs, outputs, seed, created },
  });
  makeInterfaces(call, outputs);
  return made.dnsName;
}

/** The part of a load balancer's ARN that metrics have: `app/games/50dc6c495c0c9188`. */
function arnSuffix(loadBalancerArn: string): string {
  return loadBalancerArn.split(":loadbalancer/")[1] ?? "";
}

/** Route 53's own zone for names of load balancers in a Region. */
function hostedZoneId(region: string, kind: Kind): string {
  const ids: Readonly<Record<string, string>> = kind === "net" ? zones.network : zones.application;
  return ids[region] ?? "";
}

/** Source: Elastic Load Balancing API Reference, CreateLoadBalancer.Name. */
function requireName(call: BalancerCall): void {
  const { name = "" } = call.inputs;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(name)) {
    throw invalid(
      `The load balancer name '${name}' can only contain characters that are alphanumeric characters and hyphens(-), and cannot begin or end with '-'`,
    );
  }
  if (name.startsWith("internal-")) {
    throw invalid(`The load balancer name '${name}' cannot begin with 'internal-'`);
  }
  const isTaken = all(call, loadBalancer).some(
    ({ id, outputs }) => id !== call.id && outputs["name"] === name,
  );
  if (!isTaken) return;
  throw new CloudError(
    "DuplicateLoadBalancerName",
    `A load balancer with the same name '${name}' exists, but with different settings`,
  );
}

function balancerOutputs(call: BalancerCall) {
  const { session, id, inputs, hex } = call;
  const kind = kindOf(inputs);
  const subnets = subnetsOf(inputs);
  const vpcId = vpcOf(call, subnets);
  const { name = "", internal = false } = inputs;
  const defaultGroup = text(requireTarget(call, vpc, vpcId).outputs["defaultSecurityGroupId"]);
  return {
    arn: id,
    arnSuffix: arnSuffix(id),
    name,
    internal,
    dnsName: dnsName(session.region, { kind, name, internal, hex: hex(16), number: hex(8, "dns") }),
    zoneId: hostedZoneId(session.region, kind),
    vpcId,
    subnets,
    subnetMappings: subnets.map((subnetId) => ({ subnetId })),
    securityGroups: inputs.securityGroups ?? (kind === "app" ? [defaultGroup] : []),
    ipAddressType: inputs.ipAddressType ?? "ipv4",
  };
}

/** The name of a load balancer, as its kind has it. */
export function dnsName(
  region: string,
  {
    kind,
    name,
    internal,
    hex,
    number,
  }: { kind: Kind | ""; name: string; internal: boolean; hex: string; number: string },
): string {
  if (kind === "net") return `${name}-${hex}.elb.${region}.amazonaws.com`;
  const digits = String(parseInt(number, 16)).padStart(10, "1");
  return `${internal ? "internal-" : ""}${name}-${digits}.${region}.elb.amazonaws.com`;
}

/** A network interface in each subnet: it cannot be deleted before the load balancer. */
function makeInterfaces(call: BalancerCall, outputs: Record<string, unknown>): void {
  const kind = kindOf(call.inputs);
  for (const subnetId of subnetsOf(call.inputs)) {
    makeInterface(call, {
      id: `eni-${call.hex(17, subnetId)}`,
      subnetId,
      address: freeAddress(call, subnetId),
      description: `ELB ${arnSuffix(call.id)}`,
      interfaceType: kind === "net" ? "network_load_balancer" : "interface",
      securityGroups: outputs["securityGroups"] as string[],
    });
  }
}
