import type { Resource } from "../../frame/resource";
import { isCidr, parseCidr } from "../../../model/network/cidr";

/** The resource types that open ports of a security group. */
export const openingTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;

/** The resource types among them that open ports for inbound traffic. */
export const ingressTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;

export type Direction = "ingress" | "egress";

/** A range of ports that a rule opens to sources. */
export interface Opening {
  /** The property that contains it, `ingress[0]`, or "" for a rule that is a separate resource. */
  path: string;
  /** `tcp`, `udp`, `all`, or another name or number. */
  protocol: string;
  /** The first and last port; for protocol `all`, all ports. */
  from: number;
  to: number;
  /** Reads the CIDR blocks, which can be unknown even if the ports are known. */
  cidrs: () => readonly (string | undefined)[];
  /** Reads the ids of prefix lists. */
  prefixLists: () => readonly (string | undefined)[];
}

type Source = Pick<Opening, "cidrs" | "prefixLists">;

/** The openings of a resource, without ICMP, which has no ports. */
export function openingsOf(
  resource: Resource<(typeof openingTypes)[number]>,
  direction: Direction,
): Opening[] {
  switch (resource.type) {
    case "aws:ec2/securityGroup:SecurityGroup":
      return (resource.props[direction] ?? []).flatMap((rule, at) => {
        const source = {
          cidrs: () => [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])],
          prefixLists: () => rule.prefixListIds ?? [],
        };
        return open(`${direction}[${at}]`, source, rule.protocol, rule.fromPort, rule.toPort);
      });
    case "aws:ec2/securityGroupRule:SecurityGroupRule": {
      const { props } = resource;
      if (props.type !== direction) return [];
      const source = {
        cidrs: () => [...(props.cidrBlocks ?? []), ...(props.ipv6CidrBlocks ?? [])],
        prefixLists: () => props.prefixListIds ?? [],
      };
      return open("", source, props.protocol, props.fromPort, props.toPort);
    }
    case "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
      const { props } = resource;
      const isIngress =
        resource.type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      if (isIngress !== (direction === "ingress")) return [];
      const source = {
        cidrs: () => [props.cidrIpv4, props.cidrIpv6],
        prefixLists: () => [props.prefixListId],
      };
      return open("", source, props.ipProtocol, props.fromPort, props.toPort);
    }
  }
}

/** The protocols that AWS also accepts as numbers. */
const names: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp" };

function open(path: string, source: Source, given: string, from = 0, to = 65_535): Opening[] {
  const protocol = names[given] ?? given.toLowerCase();
  if (/^(icmp|icmpv6|1|58)$/.test(protocol)) return [];
  const ports = protocol === "all" ? { from: 0, to: 65_535 } : { from, to };
  return [{ path, protocol, ...ports, ...source }];
}

/** Whether a block contains the whole internet or a large part of it. */
export function isOpenToAll(cidr: string | undefined): boolean {
  if (cidr === undefined || !isCidr(cidr)) return false;
  const { family, prefix } = parseCidr(cidr);
  return prefix < (family === 4 ? 8 : 16);
}
