import type { Stack } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import type { Subnet } from "../network/subnets";
import { findZone } from "../../../model/network/zones";

/** Whether a name is that of a Wavelength Zone. */
export function isWavelengthZone(zone: string | undefined): boolean {
  return zone !== undefined && findZone(zone)?.kind === "wavelength";
}

/**
 * The Wavelength Zone of a subnet by name or by id (`use1-wl1-bos-wlz1`), undefined for other zones.
 *
 * @throws UnknownValueError if the zone is set but unknown during preview. AWS never chooses a
 * Wavelength Zone.
 */
export function wavelengthZoneOf({ props }: Subnet): string | undefined {
  if (isWavelengthZone(props.availabilityZone)) return props.availabilityZone;
  return props.availabilityZoneId?.includes("-wlz") ? props.availabilityZoneId : undefined;
}

/** The Wavelength subnets of a stack, and one whose zone is unknown. */
const subnetsByZone = perStack((stack: Stack) => {
  const subnets = stack.ofType("aws:ec2/subnet:Subnet");
  const zones = subnets.map((subnet) => ifKnown(() => wavelengthZoneOf(subnet)));
  return {
    wavelength: subnets.filter((_, at) => typeof zones[at] === "string"),
    unclear: subnets.find((_, at) => zones[at] === unknown),
  };
});

/** The subnets of a stack in Wavelength Zones, without those whose zone is unknown. */
export function wavelengthSubnets(stack: Stack): readonly Subnet[] {
  return subnetsByZone(stack).wavelength;
}

/** Whether a stack has subnets in Wavelength Zones, or subnets whose zone is unknown. */
export function mayHaveWavelengthSubnets(stack: Stack): boolean {
  const { wavelength, unclear } = subnetsByZone(stack);
  return wavelength.length > 0 || unclear !== undefined;
}

/**
 * Whether a stack uses Wavelength Zones.
 *
 * @throws UnknownValueError if that depends on a subnet whose zone is unknown during preview.
 */
export function hasWavelength(stack: Stack): boolean {
  const { wavelength, unclear } = subnetsByZone(stack);
  if (wavelength.length > 0) return true;
  if (stack.ofType("aws:ec2/carrierGateway:CarrierGateway").length > 0) return true;
  if (unclear) throw new UnknownValueError(`the zone of ${unclear.name}`);
  return false;
}
