import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { dnsPort } from "../../model/endpoint-dns/forwarders/forwarding";
import { named, type Scope } from "../scope";
import type { EndpointDnsArgs, ResolverVpc } from "./args";

/** DNS clients use UDP, and TCP for long answers. */
const protocols = ["udp", "tcp"] as const;

/**
 * Creates the security group of the inbound endpoint: it admits DNS queries from the given blocks,
 * and has no egress rule (answers belong to the queries' connections).
 *
 * @param cidrs Blocks of the querying networks.
 */
export function createInboundGroup(
  scope: Scope,
  vpcId: pulumi.Input<string>,
  cidrs: readonly string[],
): aws.ec2.SecurityGroup {
  const group = createGroup(scope, "inbound", vpcId, "DNS queries of connected networks");
  for (const cidr of cidrs) {
    for (const ipProtocol of protocols) {
      new aws.vpc.SecurityGroupIngressRule(
        `${scope.name}-inbound-${ipProtocol}-${cidr}`,
        {
          securityGroupId: group.id,
          description: `DNS from ${cidr}`,
          cidrIpv4: cidr,
          ipProtocol,
          fromPort: dnsPort,
          toPort: dnsPort,
          tags: scope.tags,
        },
        { parent: scope.parent },
      );
    }
  }
  return group;
}

/**
 * Creates the security group of the outbound endpoint: it allows DNS queries to the subnets of the
 * inbound endpoint, and has no ingress rule (VPCs query it through their resolver, not over the
 * network).
 */
export function createOutboundGroup(
  scope: Scope,
  vpcId: pulumi.Input<string>,
  targets: ResolverVpc,
): aws.ec2.SecurityGroup {
  const group = createGroup(scope, "outbound", vpcId, "DNS queries to the inbound endpoint");
  for (const { zone, cidr } of targets.subnets) {
    for (const ipProtocol of protocols) {
      new aws.vpc.SecurityGroupEgressRule(
        `${scope.name}-outbound-${ipProtocol}-${cidr}`,
        {
          securityGroupId: group.id,
          description: `DNS to the inbound endpoint in ${zone}`,
          cidrIpv4: cidr,
          ipProtocol,
          fromPort: dnsPort,
          toPort: dnsPort,
          tags: scope.tags,
        },
        { parent: scope.parent },
      );
    }
  }
  return group;
}

function createGroup(
  scope: Scope,
  kind: "inbound" | "outbound",
  vpcId: pulumi.Input<string>,
  description: string,
): aws.ec2.SecurityGroup {
  const name = `${scope.name}-${kind}`;
  return new aws.ec2.SecurityGroup(
    name,
    { vpcId, description, tags: named(scope, name) },
    { parent: scope.parent },
  );
}

/**
 * Admits the querying networks to the Kubernetes API of each cluster, except the blocks that it
 * admits already.
 */
export function admitToClusters(scope: Scope, args: EndpointDnsArgs): void {
  const { clusters = [], peers = [], onPremisesCidrs = [], admittedCidrs = [] } = args;
  const cidrs = [...peers.flatMap((peer) => peer.cidrs), ...onPremisesCidrs];
  for (const { name, securityGroupId } of clusters) {
    for (const cidr of cidrs.filter((one) => !admittedCidrs.includes(one))) {
      new aws.vpc.SecurityGroupIngressRule(
        `${scope.name}-${name}-${cidr}`,
        {
          securityGroupId,
          description: `Kubernetes API from ${cidr}`,
          cidrIpv4: cidr,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          tags: scope.tags,
        },
        { parent: scope.parent },
      );
    }
  }
}
