import { contains, overlaps, parseCidr4, usableAddresses, type Cidr } from "../network/cidr";
import type { CniSettings } from "../nodes/cni-settings";
import facts from "../data/wavelength.json";
import { InputError } from "../errors";
import { instanceType } from "../nodes/instance-types";
import { hostNetworkPods, maxPods } from "../nodes/max-pods";
import { nodeAddresses } from "../network/node-addresses";
import { maxKubeletSkew, versionSkew } from "../cluster/versions";
import { parseZone } from "../network/zones";

/**
 * Services that nodes in a Wavelength Zone without carrier IPs reach through interface endpoints in
 * the Region: joining the cluster, images, addresses and roles of pods, logs.
 */
export const wavelengthEndpoints: readonly string[] = facts.endpoints;

/** Volume types that every Wavelength Zone has. */
export const wavelengthVolumeTypes: readonly string[] = facts.volumeTypes;

/** A subnet of a Wavelength Zone. */
export interface ZoneSubnet {
  /** Zone name: `us-east-1-wl1-bos-wlz-1`. */
  zone: string;
  /** IPv4 block. */
  cidr: string;
}

/**
 * Checks the format of a Wavelength Zone's name. AWS reports the type of the zone only at
 * deployment.
 *
 * @param region Region of the network, where it is known.
 * @throws InputError
 */
export function checkWavelengthZone(zone: string, argument: string, region?: string): void {
  const { kind, region: home } = parseZone(zone, argument);
  if (kind === "availability") {
    throw new InputError({
      argument,
      value: zone,
      rule: "is an Availability Zone",
      fix: 'Name a Wavelength Zone; "aws ec2 describe-availability-zones --all-availability-zones --filters Name=zone-type,Values=wavelength-zone" lists them.',
    });
  }
  if (region === undefined || home === region) return;
  throw new InputError({
    argument,
    value: zone,
    rule: `is not in ${region}, the Region of the network`,
    fix: `Name a Wavelength Zone of ${region}, or give ${home} a network of its own.`,
  });
}

/**
 * Checks the type of a zone that AWS reports.
 *
 * @param type `ZoneType` of EC2: `wavelength-zone`, `local-zone`, `availability-zone`.
 * @throws InputError
 */
export function checkZoneType(type: string, zone: string, argument: string): void {
  if (type === "wavelength-zone") return;
  throw new InputError({
    argument,
    value: zone,
    rule: `is, as AWS says, of type ${type}`,
    fix: "Name a zone of type wavelength-zone.",
  });
}

/**
 * Checks that a zone offers instance types.
 *
 * @param offered Instance types that AWS reports for the zone.
 * @throws InputError with the available types.
 */
export function checkOfferings(
  wanted: readonly string[],
  offered: readonly string[],
  zone: string,
  argument: string,
): void {
  const missing = wanted.filter((type) => !offered.includes(type));
  if (missing.length === 0) return;
  throw new InputError({
    argument,
    value: missing,
    rule: `${missing.length === 1 ? "is" : "are"} not offered in ${zone}`,
    fix:
      offered.length > 0
        ? `Choose among what it offers: ${[...offered].sort().join(", ")}.`
        : "Choose another zone: this one offers none.",
  });
}

/**
 * Checks the type of a volume in a Wavelength Zone.
 *
 * @param allowed Names of further types that the zone offers.
 * @throws InputError
 */
export function checkZoneVolume(type: string, allowed: readonly string[], argument: string): void {
  if ([...wavelengthVolumeTypes, ...allowed].includes(type)) return;
  throw new InputError({
    argument,
    value: type,
    rule: `is not among the volume types that every Wavelength Zone has: ${wavelengthVolumeTypes.join(", ")}`,
    fix: `Use "${wavelengthVolumeTypes[0]}", or list "${type}" in allowedVolumeTypes if AWS offers it in this zone.`,
  });
}

/**
 * Checks the version of self-managed nodes against their control plane's.
 * Source: Kubernetes version skew policy.
 *
 * @throws InputError for nodes that are newer, or older than a kubelet may be.
 */
export function checkNodeVersion(nodes: string, cluster: string, argument: string): void {
  const skew = versionSkew(nodes, cluster);
  if (skew >= 0 && skew <= maxKubeletSkew) return;
  throw new InputError({
    argument,
    value: nodes,
    rule:
      skew < 0
        ? `is newer than the control plane's ${cluster}: such nodes do not register`
        : `is ${skew} minor versions behind the control plane's ${cluster}, and a kubelet may be ${maxKubeletSkew}`,
    fix: skew < 0 ? "Update the cluster first." : `Use ${cluster}.`,
  });
}

/** The resources that need addresses in a zone's subnet. */
export interface ZoneDemand {
  instanceTypes: readonly string[];
  /** Maximum number of nodes. */
  maxSize: number;
}

/**
 * Checks that a zone's subnet holds its nodes, their pods, and an Application Load Balancer.
 *
 * @throws InputError with the number of missing addresses.
 */
export function checkZoneAddresses(
  { cidr }: ZoneSubnet,
  { instanceTypes, maxSize }: ZoneDemand,
  cni: CniSettings,
  argument: string,
): void {
  const perNode = instanceTypes.map((name, index) => {
    const type = instanceType(name, `${argument}.instanceTypes[${index}]`);
    const most = maxPods(type, cni);
    const { node, pods } = nodeAddresses(type, most - hostNetworkPods, cni, { maxPods: most });
    return [node, pods].reduce((sum, one) => sum + one.interfaces + one.pods + one.warm, 0);
  });
  const needed = maxSize * Math.max(...perNode) + facts.loadBalancerAddresses;
  const lacking = needed - usableAddresses(parseCidr4(cidr));
  if (lacking <= 0) return;
  throw new InputError({
    argument: `${argument}.cidr`,
    value: cidr,
    rule: `lacks ${lacking} addresses: ${maxSize} nodes with ${Math.max(...perNode)} each and ${facts.loadBalancerAddresses} for a load balancer`,
    fix: "Give the zone a larger block, fewer nodes, or lower warm targets.",
  });
}

/** Checks a block that is given for a zone's subnet. @throws InputError */
export function checkZoneCidr(
  text: string,
  vpc: readonly Cidr[],
  taken: readonly Cidr[],
  argument: string,
): Cidr {
  const cidr = parseCidr4(text, argument);
  const outside = !vpc.some((block) => contains(block, cidr));
  const other = taken.find((block) => overlaps(block, cidr));
  if (!outside && !other && cidr.prefix >= 16 && cidr.prefix <= 28) return cidr;
  throw new InputError({
    argument,
    value: text,
    rule: outside
      ? `does not lie in the VPC's ${vpc.map((block) => block.text).join(", ")}`
      : other
        ? `overlaps ${other.text}, which is another subnet's or kept for one`
        : `is a /${cidr.prefix}; a subnet is between /16 and /28`,
    fix: "Leave it out and a free block is chosen, or give a block that no subnet has.",
  });
}
