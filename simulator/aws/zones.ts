import type { ZoneKind } from "../../model/network/zones";
import data from "./data/zones.json";
import { scopeOf } from "./identity";
import type { Place } from "./resource";

/** A zone as EC2 describes it. */
export interface ZoneFacts {
  /** `us-east-1a` */
  name: string;
  /** `use1-az6` */
  id: string;
  kind: ZoneKind;
  region: string;
  /** What is opted in together: `us-east-1-wl1`; for Availability Zones `us-east-1-zg-1`. */
  group: string;
  /** From where AWS advertises public addresses: `us-east-1`, `us-east-1-wl1-bos-wlz-1`. */
  borderGroup: string;
  /** The zone that runs the control plane of a Local or Wavelength Zone. */
  parent?: ZoneFacts;
}

interface ZoneData {
  id: string;
  group?: string;
  parent?: string;
}

interface RegionData {
  description: string;
  availability: Record<string, ZoneData>;
  local?: Record<string, ZoneData>;
  wavelength?: Record<string, ZoneData>;
}

const regions = data.regions as Record<string, RegionData>;

/** The Regions of the local cloud. */
export const regionNames: readonly string[] = Object.keys(regions);

/** `US East (N. Virginia)`, or undefined for a Region that the local cloud does not have. */
export function regionDescription(region: string): string | undefined {
  return regions[region]?.description;
}

/** Volume types that Local and Wavelength Zones have. */
export const edgeVolumeTypes: readonly string[] = data.edgeVolumeTypes;

/** Instance types that Local and Wavelength Zones have. */
export const edgeInstanceTypes: readonly string[] = data.edgeInstanceTypes;

const zones = new Map(
  Object.entries(regions).map(([region, data]) => [region, zonesFrom(region, data)]),
);

/** All zones of a Region, opted in or not: Availability Zones first. */
export function zonesOf(region: string): readonly ZoneFacts[] {
  return zones.get(region) ?? [];
}

function zonesFrom(
  region: string,
  { availability, local = {}, wavelength = {} }: RegionData,
): ZoneFacts[] {
  const plain = Object.entries(availability).map(([name, { id }]): ZoneFacts => ({
    name,
    id,
    kind: "availability",
    region,
    group: `${region}-zg-1`,
    borderGroup: region,
  }));
  const edge = (kind: ZoneKind, zones: Record<string, ZoneData>) =>
    Object.entries(zones).map(([name, { id, group = name, parent }]): ZoneFacts => ({
      name,
      id,
      kind,
      region,
      group,
      borderGroup: kind === "local" ? group : name,
      parent: plain.find((zone) => zone.id === parent) ?? plain[0],
    }));
  return [...plain, ...edge("local", local), ...edge("wavelength", wavelength)];
}

/** The zone of that name or id. */
export function findZone(region: string, nameOrId: string): ZoneFacts | undefined {
  return zonesOf(region).find(({ name, id }) => name === nameOrId || id === nameOrId);
}

/** Type token of the account's consent to use a group of zones. */
export const zoneGroupType = "aws:ec2/availabilityZoneGroup:AvailabilityZoneGroup";

/** `opt-in-not-required`, `opted-in` or `not-opted-in`. */
export function optInStatus({ world, session }: Place, { kind, group }: ZoneFacts): string {
  if (kind === "availability") return "opt-in-not-required";
  const optIn = world
    .all(zoneGroupType, scopeOf(session))
    .find(({ inputs }) => inputs["groupName"] === group);
  return optIn?.inputs["optInStatus"] === "opted-in" ? "opted-in" : "not-opted-in";
}

/** The zones of the call's Region that the account may use. */
export function openZones(place: Place): ZoneFacts[] {
  return zonesOf(place.session.region).filter(
    (zone) => optInStatus(place, zone) !== "not-opted-in",
  );
}
