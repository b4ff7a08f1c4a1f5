import { InputError } from "../errors";

/** Kinds of zones: Availability Zones of a Region, Local Zones, and Wavelength Zones. */
export type ZoneKind = "availability" | "local" | "wavelength";

/** A zone, parsed from its name. */
export interface Zone {
  /** `us-east-1a`, `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`, `eu-west-3-cmn-wlz-1a`. */
  readonly name: string;
  readonly kind: ZoneKind;
  /** The Region of the zone, which is the parent of Local and Wavelength Zones: `us-east-1`. */
  readonly region: string;
}

/**
 * Parses a zone's name. Only the form that all names share is required (the Region, then the part of
 * the zone), because the rest differs between Regions.
 *
 * @throws InputError for a zone id (`use1-az1`), a Region or anything else.
 */
export function parseZone(name: string, argument = "zone"): Zone {
  const zone = findZone(name);
  if (zone) return zone;
  throw new InputError({
    argument,
    value: name,
    rule: "is not the name of a zone",
    fix: /^[a-z0-9]+-(az|wl|[a-z]{3})\d/.test(name)
      ? "This looks like a zone id; give the zone's name, for example us-east-1a."
      : "Give a name such as us-east-1a, us-west-2-lax-1a or us-east-1-wl1-bos-wlz-1.",
  });
}

/** The first item of each zone, in their order. */
export function firstPerZone<Item extends { readonly zone: string }>(
  items: readonly Item[],
): Item[] {
  const zones = items.map(({ zone }) => zone);
  return items.filter(({ zone }, index) => zones.indexOf(zone) === index);
}

/** As {@link parseZone}, but undefined if the text is not the name of a zone. */
export function findZone(name: string): Zone | undefined {
  const match = /^([a-z]+(?:-[a-z]+)+-\d+)(?:([a-z])|-([a-z0-9-]*[a-z0-9]))$/.exec(name);
  if (!match?.[1]) return undefined;
  const region = match[1];
  const rest = match[3];
  if (rest === undefined) return { name, kind: "availability", region };
  return { name, kind: /(^|-)wlz(-|$)/.test(rest) ? "wavelength" : "local", region };
}
