import type { Stack } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import type { Subnet } from "../network/subnets";
import { findZone } from "../../../model/network/zones";

/** Whether a zone's name is a Wavelength Zone's. */
export function isWavelengthZone(zone: string | undefined): boolean {
  return zone !== undefined && findZone(zone)?.kind === "wavelength";
}

/**
 * The Wavelength Zone of a subnet, undefined for any other: by the zone's name, else by its id
 * (`use1-wl1-bos-wlz1`).
 *
 * @throws UnknownValueError where the zone is given but not known during preview. One that AWS
 * chooses is never a Wavelength Zone.
 */
export function wavelengthZoneOf({ props }: Subnet): string | undefined {
  if (isWavelengthZone(props.availabilityZone)) return props.availabilityZone;
  return props.availabilityZoneId?.includes("-wlz") ? props.availabilityZoneId : undefined;
}

/** The subnets of a stack by what is known of their zones. */
const subnetsByZone = perStack((stack: Stack) => {
  const subnets = stack.ofType("aws:ec2/subnet:Subnet");
  const zones = subnets.map((subnet) => ifKnown(() => wavelengthZoneOf(subnet)));
  return {
    wavelength: subnets.filter((_, at) => typeof zones[at] === "string"),
    unclear: subnets.find((_, at) => zones[at] === unknown),
  };
});

/** The subnets of a stack that are in Wavelength Zones; one whose zone is not known yet is not. */
export function wavelengthSubnets(stack: Stack): readonly Subnet[] {
  return subnetsByZone(stack).wavelength;
}

/** Whether a stack may have subnets in Wavelength Zones: some are, or the zone of one is not known. */
export function mayHaveWavelengthSubnets(stack: Stack): boolean {
  const { wavelength, unclear } = subnetsByZone(stack);
  return wavelength.length > 0 || unclear !== undefined;
}

/**
 * Whether a stack has to do with Wavelength Zones at all.
 *
 * @throws UnknownValueError where that hangs on a subnet whose zone is not known during preview.
 */
export function hasWavelength(stack: Stack): boolean {
  const { wavelength, unclear } = subnetsByZone(stack);
  if (wavelength.length > 0) return true;
  if (stack.ofType("aws:ec2/carrierGateway:CarrierGateway").length > 0) return true;
  if (unclear) throw new UnknownValueError(`the zone of ${unclear.name}`);
  return false;
}
