import { containsAddress, parseCidr4, type Cidr } from "../network/cidr";
import quotas from "../data/resolver.json";
import { InputError } from "../errors";

/** A subnet that may contain an address of a Route 53 Resolver endpoint. */
export interface ResolverSubnet {
  /** Zone name. */
  zone: string;
  /** IPv4 block. */
  cidr: string;
}

/**
 * Checks the subnets of a Resolver endpoint: at least two in different zones, with one address each.
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
 * Checks the addresses of an inbound endpoint: the first is in the first subnet, and so on.
 *
 * @throws InputError if the number of addresses and subnets differs, and for an address that is not in
 * its subnet or that AWS reserves: the first four and the last.
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
