import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Plain } from "../resource";

/** One permission of a security group, as EC2 tells them apart. */
export interface Permission {
  direction: "ingress" | "egress";
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all. */
  protocol: string;
  fromPort: number;
  toPort: number;
  /** A CIDR block, a security group or a prefix list. */
  peer: string;
}

interface PortRange {
  protocol: string;
  fromPort?: number;
  toPort?: number;
}

interface Peers {
  cidrBlocks?: string[];
  ipv6CidrBlocks?: string[];
  prefixListIds?: string[];
  securityGroups?: string[];
  self?: boolean;
}

const names: Record<string, string> = {
  all: "-1",
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
};

/** One permission for each peer of a rule. */
export function permissions(
  direction: Permission["direction"],
  groupId: string,
  range: PortRange,
  peers: Peers,
): Permission[] {
  const protocol = names[range.protocol.toLowerCase()] ?? range.protocol.toLowerCase();
  const isAll = protocol === "-1";
  const fromPort = isAll ? -1 : (range.fromPort ?? -1);
  const toPort = isAll ? -1 : (range.toPort ?? -1);
  return [
    ...(peers.cidrBlocks ?? []),
    ...(peers.ipv6CidrBlocks ?? []),
    ...(peers.prefixListIds ?? []),
    ...(peers.securityGroups ?? []),
    ...(peers.self ? [groupId] : []),
  ].map((peer) => ({ direction, protocol, fromPort, toPort, peer }));
}

/** The permissions of the rules inside of a security group. */
export function inlinePermissions(
  groupId: string,
  { ingress = [], egress = [] }: Pick<Plain<ec2.SecurityGroupArgs>, "ingress" | "egress">,
): Permission[] {
  return [
    ...ingress.flatMap((rule) => permissions("ingress", groupId, rule, rule)),
    ...egress.flatMap((rule) => permissions("egress", groupId, rule, rule)),
  ];
}

/**
 * Checks permissions that are to be in a group which already has others.
 *
 * @throws CloudError for a range that is none, and for a permission that is there twice
 */
export function requirePermissions(
  wanted: readonly Permission[],
  existing: readonly Permission[] = [],
): void {
  const taken = new Set(existing.map(keyOf));
  for (const permission of wanted) {
    requireRange(permission);
    if (taken.has(keyOf(permission))) throw duplicate(permission);
    taken.add(keyOf(permission));
  }
}

function requireRange({ protocol, fromPort, toPort }: Permission): void {
  if ((protocol !== "tcp" && protocol !== "udp") || fromPort <= toPort) return;
  throw new CloudError(
    "InvalidParameterValue",
    `Invalid ${protocol.toUpperCase()} port range: from (${fromPort}) is greater than to (${toPort})`,
  );
}

function duplicate({ peer, protocol, fromPort, toPort }: Permission): CloudError {
  const ports =
    protocol === "-1"
      ? "ALL"
      : `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`;
  return new CloudError(
    "InvalidPermission.Duplicate",
    `the specified rule "peer: ${peer}, ${ports}, ALLOW" already exists`,
  );
}

function keyOf({ direction, protocol, fromPort, toPort, peer }: Permission): string {
  return [direction, protocol, fromPort, toPort, peer].join(" ");
}
