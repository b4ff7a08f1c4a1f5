import { containsAddress, parseCidr4, type Cidr } from "../network/cidr";
import quotas from "../data/resolver.json";
import { InputError } from "../errors";

/** A subnet in which a Route 53 Resolver endpoint may have an address. */
export interface ResolverSubnet {
  /** Zone name. */
  zone: string;
  /** IPv4 block. */
  cidr: string;
}

/**
 * Checks the subnets of a Resolver endpoint: one address in each, two at least, in different zones.
 * Source: Route 53 API, `CreateResolverEndpoint`; Developer Guide, "Quotas".
 *
 * @throws InputError
 */
export function checkResolverSubnets(subnets: readonly ResolverSubnet[], argument: string): void {
  const zones = new Set(subnets.map(({ zone }) => zone));
  if (subnets.length < 2 || zones.size < 2) {
    throw new InputError({
      argument,
      value: subnets.map(({ zone }) => zone),
      rule: "does not lie in two zones at least, where a Resolver endpoint has its addresses",
      fix: "Give one subnet in each of two or more zones.",
    });
  }
  if (subnets.length > quotas.addressesPerEndpoint) {
    throw new InputError({
      argument,
      value: subnets.length,
      rule: `are more than the ${quotas.addressesPerEndpoint} addresses that AWS gives a Resolver endpoint`,
      fix: "Give one subnet per zone.",
    });
  }
}

/**
 * Checks addresses that an inbound endpoint is to have: the first in the first subnet, and so on.
 *
 * @throws InputError for another number than there are subnets, and for an address that is not in
 * its subnet or that AWS keeps for itself: the first four and the last.
 */
export function checkInboundAddresses(
  addresses: readonly string[],
  subnets: readonly ResolverSubnet[],
  argument: string,
): void {
  if (addresses.length !== subnets.length) {
    throw new InputError({
      argument,
      value: addresses,
      rule: `does not give one address for each of the ${subnets.length} subnets`,
      fix: "Give one address per subnet, in the order of the zones, or none.",
    });
  }
  subnets.forEach(({ cidr, zone }, index) => {
    const block = parseCidr4(cidr, `${argument}[${index}]`);
    const address = addresses[index] ?? "";
    const problem = !containsAddress(block, address)
      ? `is not an address of ${block.text}, the subnet in ${zone}`
      : isReserved(block, address)
        ? `is an address that AWS keeps of ${block.text}`
        : undefined;
    if (problem === undefined) return;
    throw new InputError({
      argument: `${argument}[${index}]`,
      value: address,
      rule: problem,
      fix: "Give one after the first four of the subnet, but not its last.",
    });
  });
}

function isReserved(block: Cidr, address: string): boolean {
  const { first } = parseCidr4(`${address}/32`);
  return first < block.first + 4n || first === block.last;
}
