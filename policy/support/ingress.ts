import type { Resource } from "../frame/resource";
import { isCidr, parseCidr } from "../../model/cidr";

/** The resource types that open ports of a security group. */
export const ingressTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;

/** Ports that are open to addresses. */
export interface Ingress {
  /** Where it stands: `ingress[0]`, or "" for a rule that is a resource of its own. */
  path: string;
  cidrs: readonly (string | undefined)[];
  /** First and last port; all of them for protocol -1. */
  from: number;
  to: number;
}

/** What a resource lets in from addresses, without ICMP, which has no ports. */
export function ingressOf(resource: Resource<(typeof ingressTypes)[number]>): Ingress[] {
  switch (resource.type) {
    case "aws:ec2/securityGroup:SecurityGroup":
      return (resource.props.ingress ?? []).flatMap((rule, at) => {
        const cidrs = [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])];
        return open(`ingress[${at}]`, cidrs, rule.protocol, rule.fromPort, rule.toPort);
      });
    case "aws:ec2/securityGroupRule:SecurityGroupRule": {
      const { type, protocol, fromPort, toPort, cidrBlocks, ipv6CidrBlocks } = resource.props;
      const cidrs = [...(cidrBlocks ?? []), ...(ipv6CidrBlocks ?? [])];
      return type === "ingress" ? open("", cidrs, protocol, fromPort, toPort) : [];
    }
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
      const { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6 } = resource.props;
      return open("", [cidrIpv4, cidrIpv6], ipProtocol, fromPort, toPort);
    }
  }
}

function open(
  path: string,
  cidrs: Ingress["cidrs"],
  protocol: string,
  from = 0,
  to = 65_535,
): Ingress[] {
  if (/^(icmp|icmpv6|1|58)$/.test(protocol)) return [];
  const hasAllPorts = protocol === "-1" || protocol === "all";
  return [hasAllPorts ? { path, cidrs, from: 0, to: 65_535 } : { path, cidrs, from, to }];
}

/** Whether a block is all of the internet, or so much of it that it makes no difference. */
export function isOpenToAll(cidr: string | undefined): boolean {
  if (cidr === undefined || !isCidr(cidr)) return false;
  const { family, prefix } = parseCidr(cidr);
  return prefix < (family === 4 ? 8 : 16);
}
