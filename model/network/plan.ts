import { overlaps, parseCidr4, subnetAt, subnetCount, type Cidr } from "./cidr";
import { InputError, pathTo } from "../errors";
import { checkAssociation, checkServiceCidr, checkVpcCidr, containerBridge } from "./vpc-cidrs";
import { parseZone } from "./zones";

/** The purpose of a subnet: load balancers and NAT, nodes, or pods with custom networking. */
export type Tier = "public" | "private" | "pods";

/** One subnet of a plan. */
export interface PlannedSubnet {
  tier: Tier;
  /** Zone name: `us-east-1a`. */
  zone: string;
  /** IPv4 block: `10.0.0.0/19`. */
  cidr: string;
  /** Index of its /64 in the VPC's IPv6 block, if there is one. Stable like the IPv4 block. */
  ipv6Index: number;
}

/** The arguments of a plan. */
export interface NetworkPlanArgs {
  /** IPv4 block of the VPC, /16 to /28. */
  cidr: string;
  /** Names of 2 to 6 Availability Zones of one Region. Their order determines the blocks. */
  zones: readonly string[];
  /** A second IPv4 block of the VPC, /16 to /28, cut into one pod subnet per zone. */
  podCidr?: string;
  /** Blocks of networks that this one is or will be connected to. */
  peerCidrs?: readonly string[];
  /** Block of the cluster's Service addresses. */
  serviceCidr?: string;
}

/** Paths of a plan's arguments in the author's input, for errors. */
export type NetworkPaths = Readonly<Record<keyof NetworkPlanArgs, string>>;

/** The arguments of a plan under their own names, as parts of `argument`. */
export function networkPaths(argument: string): NetworkPaths {
  return {
    cidr: pathTo(argument, "cidr"),
    zones: pathTo(argument, "zones"),
    podCidr: pathTo(argument, "podCidr"),
    peerCidrs: pathTo(argument, "peerCidrs"),
    serviceCidr: pathTo(argument, "serviceCidr"),
  };
}

/** Number of zones for which every plan reserves space, so that a new zone changes no other subnet. */
export const maxZones = 6;

/** AWS's smallest subnet. */
const longestPrefix = 28;

/**
 * Divides a VPC into one private and one public subnet per zone (and one pod subnet).
 *
 * Private subnets have an eighth of the VPC each and fill it from the bottom, public subnets have
 * a sixty-fourth each and fill it from the top, so the block of a zone depends only on its position in the
 * list: adding a zone at the end or removing the last changes no other subnet.
 *
 * @throws InputError for blocks that AWS or EKS refuse, that overlap, or that are too small.
 * @example
 * planNetwork({ cidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * // private 10.0.0.0/19, 10.0.32.0/19; public 10.0.252.0/22, 10.0.248.0/22
 */
export function planNetwork(args: NetworkPlanArgs, at = networkPaths("")): PlannedSubnet[] {
  checkZones(args.zones, at.zones);
  if (args.serviceCidr !== undefined) checkServiceCidr(args.serviceCidr, at.serviceCidr);
  const vpc = checkVpcCidr(args.cidr, at.cidr);
  const pods = args.podCidr === undefined ? undefined : checkVpcCidr(args.podCidr, at.podCidr);
  if (pods) checkAssociation(vpc, pods, at.podCidr);
  for (const [name, block] of [["cidr", vpc] as const, ["podCidr", pods] as const]) {
    if (block) checkNeighbours(block, args, at, at[name]);
  }
  const privates = lowest(vpc, vpc.prefix + 3, args.zones.length, at.cidr);
  const publics = highest(vpc, vpc.prefix + 6, args.zones.length);
  if (privates.some((one) => publics.some((other) => overlaps(one, other)))) {
    throw tooSmall(vpc, args.zones.length, at.cidr);
  }
  const podBlocks = pods ? lowest(pods, pods.prefix + 3, args.zones.length, at.podCidr) : [];
  const subnets = (tier: Tier, blocks: readonly Cidr[], firstIndex: number) =>
    blocks.map(({ text }, index) => ({
      tier,
      zone: args.zones[index] ?? "",
      cidr: text,
      ipv6Index: firstIndex + index,
    }));
  return [
    ...subnets("private", privates, 0),
    ...subnets("public", publics, 16),
    ...subnets("pods", podBlocks, 32),
  ];
}

/**
 * The blocks of a VPC that {@link planNetwork} uses now or later: those of all zones for which
 * it reserves space. Other subnets must lie between them.
 */
export function reservedBlocks(vpc: Cidr): Cidr[] {
  const most = (prefix: number) =>
    Math.min(maxZones, subnetCount(vpc, Math.min(prefix, longestPrefix)));
  return [
    ...lowest(vpc, vpc.prefix + 3, most(vpc.prefix + 3), "cidr"),
    ...highest(vpc, vpc.prefix + 6, most(vpc.prefix + 6)),
  ];
}

/**
 * Checks the zones of a cluster's subnets.
 *
 * @throws InputError for too few, too many or repeated zones, zones of two Regions, and zones that are
 * not Availability Zones.
 */
export function checkZones(zones: readonly string[], argument: string): void {
  if (zones.length < 2 || zones.length > maxZones) {
    throw new InputError({
      argument,
      value: zones,
      rule: `has ${zones.length} zones; a cluster's subnets are in 2 to ${maxZones}`,
      fix: "List at least two Availability Zones of one Region.",
    });
  }
  zones.forEach((name, index) => {
    const at = `${argument}[${index}]`;
    const zone = parseZone(name, at);
    if (zone.kind !== "availability") {
      throw new InputError({
        argument: at,
        value: name,
        rule: `is a ${zone.kind === "local" ? "Local" : "Wavelength"} Zone, where EKS keeps no cluster subnet`,
        fix: `Give an Availability Zone of ${zone.region}, for example ${zone.region}a.`,
      });
    }
    if (zones.indexOf(name) !== index) {
      throw new InputError({
        argument: at,
        value: name,
        rule: "is listed twice",
        fix: "List every zone once.",
      });
    }
    const region = parseZone(zones[0] ?? "").region;
    if (zone.region !== region) {
      throw new InputError({
        argument: at,
        value: name,
        rule: `is not in ${region}, the Region of the zones before it`,
        fix: `Give a zone of ${region}.`,
      });
    }
  });
}

function checkNeighbours(
  block: Cidr,
  { peerCidrs = [], serviceCidr }: NetworkPlanArgs,
  at: NetworkPaths,
  argument: string,
): void {
  const taken = [
    { cidr: containerBridge, by: "the container bridge of every node" },
    ...peerCidrs.map((cidr, index) => ({
      cidr: parseCidr4(cidr, `${at.peerCidrs}[${index}]`).text,
      by: "a connected network",
    })),
    ...(serviceCidr === undefined
      ? []
      : [{ cidr: serviceCidr, by: "the cluster's Service addresses" }]),
  ];
  const hit = taken.find(({ cidr }) => overlaps(block, parseCidr4(cidr)));
  if (!hit) return;
  throw new InputError({
    argument,
    value: block.text,
    rule: `overlaps ${hit.cidr}, ${hit.by}`,
    fix: `Choose a block outside of ${hit.cidr}.`,
  });
}

/** The first blocks of `cidr`, with the given prefix length or the longest one of a subnet. */
function lowest(cidr: Cidr, prefix: number, count: number, argument: string): Cidr[] {
  const length = Math.min(prefix, longestPrefix);
  if (subnetCount(cidr, length) < count) throw tooSmall(cidr, count, argument);
  return Array.from({ length: count }, (_, index) => subnetAt(cidr, length, index));
}

/** The last blocks of `cidr`, from the top down. */
function highest(cidr: Cidr, prefix: number, count: number): Cidr[] {
  const length = Math.min(prefix, longestPrefix);
  const last = subnetCount(cidr, length) - 1;
  return Array.from({ length: count }, (_, index) => subnetAt(cidr, length, last - index));
}

function tooSmall(cidr: Cidr, zones: number, argument: string): InputError {
  return new InputError({
    argument,
    value: cidr.text,
    rule: `has no room for the subnets of ${zones} zones, each at least a /${longestPrefix}`,
    fix: `Choose a larger block, for example a /${Math.max(16, cidr.prefix - 3)}, or fewer zones.`,
  });
}
