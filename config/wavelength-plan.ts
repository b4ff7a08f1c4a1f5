import { newestVersion } from "../model/cluster/versions";
import { firstFree, parseCidr4, type Cidr } from "../model/network/cidr";
import { regionNodesAtLeast } from "../model/cluster/core-dns";
import { InputError } from "../model/errors";
import { reservedBlocks } from "../model/network/plan";
import type { StackConfig } from "./stack";
import {
  checkWavelengthZone,
  checkZoneAddresses,
  checkZoneCidr,
  type ZoneSubnet,
} from "../model/wavelength/zone";
import type { WavelengthConfig, WavelengthZoneConfig } from "./wavelength";
import { checkCertificate } from "../model/wavelength/load-balancer";
import { checkZoneNodes } from "../model/wavelength/nodes";
import { checkRecordsDomain, checkWeights } from "../model/wavelength/weighted-records";
import { parseZone } from "../model/network/zones";

/** A zone's configuration with its planned block. */
export type PlannedZone = WavelengthZoneConfig & ZoneSubnet;

/**
 * Plans the subnets of a stack's Wavelength Zones, and checks the zones against the rest of the
 * configuration.
 *
 * A zone's block depends only on the zones before it: zones can be added at the end, and the last
 * one removed, without a change of the others. Blocks lie outside the network's own plan for all
 * Availability Zones that it may still get.
 *
 * @throws InputError
 */
export function planWavelength(config: StackConfig): PlannedZone[] {
  const { wavelength } = config;
  if (!wavelength) return [];
  checkCluster(config);
  domainOfApp(wavelength);
  const places = placesOf(config);
  const plan: PlannedZone[] = [];
  wavelength.zones.forEach((zone, index) => {
    const argument = `wavelength.zones[${index}]`;
    checkWavelengthZone(zone.zone, `${argument}.zone`, places.region);
    checkAlone(zone, plan, argument);
    const taken = [...places.taken, ...plan.map(({ cidr }) => parseCidr4(cidr))];
    const planned = { ...zone, cidr: blockOf(zone, { ...places, taken }, argument) };
    checkNodes(config, wavelength, zone, argument);
    checkZoneAddresses(planned, zone, config.cni, argument);
    plan.push(planned);
  });
  checkWeights(plan, "wavelength.zones");
  return plan;
}

function checkNodes(
  { cluster, cni }: StackConfig,
  { volumeType, allowedVolumeTypes }: WavelengthConfig,
  zone: WavelengthZoneConfig,
  argument: string,
): void {
  // Without a configured version, the deployed one applies, which the plan does not know; no check
  // depends on it.
  const version = cluster.version ?? newestVersion;
  checkZoneNodes(
    { ...zone, version, addressing: cni, volumeType, allowedVolumeTypes },
    { nodes: argument, addressing: "cni", volumeType: "wavelength.volumeType" },
  );
}

/**
 * Returns the name of the two-tier sample in all zones, or undefined if the sample is left out.
 *
 * @throws InputError for a sample without a name, and for a name without the sample.
 */
export function domainOfApp(wavelength: WavelengthConfig): string | undefined {
  const { twoTierApp, domain } = wavelength;
  if (!twoTierApp.deploy) {
    for (const key of ["domain", "certificateArn", "hostedZoneId"] as const) {
      if (wavelength[key] === undefined) continue;
      throw new InputError({
        argument: `wavelength.${key}`,
        value: wavelength[key],
        rule: "is for the two-tier sample, which is left out",
        fix: "Leave it out, or set wavelength.twoTierApp.deploy to true.",
      });
    }
  } else if (domain === undefined) {
    throw new InputError({
      argument: "wavelength.domain",
      value: domain,
      rule: "is missing: the two-tier sample answers under it in all zones",
      fix: "Give for example play.example.com, or set wavelength.twoTierApp.deploy to false.",
    });
  } else {
    checkRecordsDomain(domain, "wavelength.domain");
    checkCertificate(wavelength.certificateArn, "wavelength.certificateArn");
  }
  return domain;
}

function checkCluster({ cluster, nodeGroups, wavelength }: StackConfig): void {
  if (cluster.autoMode) {
    throw new InputError({
      argument: "wavelength",
      value: wavelength?.zones.map(({ zone }) => zone),
      rule: "needs nodes and a CoreDNS of ours, which a cluster in Auto Mode does not have",
      fix: "Turn cluster.autoMode off, and list a node group for the Region.",
    });
  }
  if (cluster.endpoint === "public" && !wavelength?.carrierIps) {
    throw new InputError({
      argument: "cluster.endpoint",
      value: cluster.endpoint,
      rule: "leads nodes in Wavelength Zones to the internet, to which they have no way without carrier IPs",
      fix: 'Choose "private" or "both", or turn wavelength.carrierIps on.',
    });
  }
  const regionNodes = nodeGroups.reduce((sum, { minSize }) => sum + minSize, 0);
  if (regionNodes >= regionNodesAtLeast) return;
  throw new InputError({
    argument: "nodeGroups",
    value: nodeGroups.map(({ name, minSize }) => ({ name, minSize })),
    rule: `keep ${regionNodes} in the Region, where CoreDNS needs ${regionNodesAtLeast}: one for each replica`,
    fix: `Raise minSize until the Region has ${regionNodesAtLeast} nodes at least.`,
  });
}

/** The blocks in which subnets may lie. */
interface Places {
  region: string;
  vpc: Cidr[];
  taken: Cidr[];
  /** Whether all subnets of the VPC are known, so that the remaining blocks are free. */
  complete: boolean;
}

function placesOf({ network: { cidr, zones, existing } }: StackConfig): Places {
  const home = existing?.subnets[0]?.zone ?? zones?.[0] ?? "";
  const vpc = (existing?.cidrs ?? [cidr ?? ""]).map((block) => parseCidr4(block, "network.cidr"));
  return {
    region: parseZone(home, "network.zones[0]").region,
    vpc,
    taken: existing
      ? existing.subnets.map((subnet) => parseCidr4(subnet.cidr))
      : vpc.flatMap((block) => reservedBlocks(block)),
    complete: !existing,
  };
}

function checkAlone(
  { name, zone }: WavelengthZoneConfig,
  earlier: readonly PlannedZone[],
  argument: string,
): void {
  const twice = earlier.find((other) => other.zone === zone);
  if (twice) {
    throw new InputError({
      argument: `${argument}.zone`,
      value: zone,
      rule: `is listed twice, as ${twice.name} before`,
      fix: "List every zone once.",
    });
  }
  const namesake = earlier.find((other) => other.name === name);
  if (!namesake) return;
  throw new InputError({
    argument: `${argument}.name`,
    value: name,
    rule: `is the namespace of ${namesake.zone} already: its Services would span two Wavelength Zones, which do not reach each other`,
    fix: "Give every zone a different name.",
  });
}

function blockOf(
  { cidr }: WavelengthZoneConfig,
  { vpc, taken, complete }: Places,
  argument: string,
): string {
  if (cidr !== undefined) return checkZoneCidr(cidr, vpc, taken, `${argument}.cidr`).text;
  const [first] = vpc;
  if (!complete || !first) {
    throw new InputError({
      argument: `${argument}.cidr`,
      value: undefined,
      rule: "is missing, and in a VPC that exists this program cannot know which blocks are free",
      fix: "Give a block that no subnet of the VPC has.",
    });
  }
  const free = firstFree(first, Math.min(first.prefix + zoneShare, 28), taken);
  if (free) return free.text;
  throw new InputError({
    argument: `${argument}.cidr`,
    value: undefined,
    rule: `finds no free block in ${first.text} beside the subnets of the Availability Zones`,
    fix: "Choose a larger network.cidr, or fewer Wavelength Zones.",
  });
}

/** Bits by which a zone's subnet is smaller than the VPC: a 256th part of it. */
const zoneShare = 8;
