import { Address4, Address6 } from "ip-address";
import { InputError } from "../errors";

/** A checked CIDR block. Use {@link parseCidr} to create one. */
export interface Cidr {
  /** Normal form: `10.0.0.0/16`, `2001:db8::/56`. */
  readonly text: string;
  readonly family: 4 | 6;
  /** First address as an integer. */
  readonly first: bigint;
  /** Last address as an integer. */
  readonly last: bigint;
  /** Prefix length: 0–32 for IPv4, 0–128 for IPv6. */
  readonly prefix: number;
}

/** Number of addresses that AWS reserves in every IPv4 subnet: network, router, DNS, future use, broadcast. */
export const reservedAddresses = 5;

const bits = (family: 4 | 6) => (family === 4 ? 32 : 128);

/**
 * Parses a CIDR block strictly: an address, a slash and a prefix length, with no host bits set.
 *
 * @param argument Name of the argument, for the error.
 * @throws InputError that suggests the intended block.
 * @example
 * parseCidr("10.0.0.0/16").text; // "10.0.0.0/16"
 * parseCidr("10.0.3.7/16"); // InputError … Did you mean "10.0.0.0/16"?
 */
export function parseCidr(text: string, argument = "cidr"): Cidr {
  const family = text.includes(":") ? 6 : 4;
  const Address = family === 4 ? Address4 : Address6;
  if (!Address.isValid(text)) {
    throw new InputError({
      argument,
      value: text,
      rule: "is not a CIDR block",
      fix: "Write an address, a slash and a prefix length, for example 10.0.0.0/16.",
    });
  }
  const address = new Address(text);
  if (!text.includes("/")) {
    throw new InputError({
      argument,
      value: text,
      rule: "has no prefix length",
      fix: `Did you mean "${address.correctForm()}/${bits(family)}"?`,
    });
  }
  const first = address.startAddress().bigInt();
  const cidr = block(family, first, address.subnetMask);
  if (address.bigInt() !== first) {
    throw new InputError({
      argument,
      value: text,
      rule: `has host bits set after its /${address.subnetMask} prefix`,
      fix: `Did you mean "${cidr.text}"?`,
    });
  }
  return cidr;
}

/** Parses an IPv4 CIDR block; see {@link parseCidr}. @throws InputError, also for IPv6. */
export function parseCidr4(text: string, argument = "cidr"): Cidr {
  const cidr = parseCidr(text, argument);
  if (cidr.family === 4) return cidr;
  throw new InputError({
    argument,
    value: text,
    rule: "is an IPv6 block where an IPv4 block is needed",
    fix: "Write an IPv4 block, for example 10.0.0.0/16.",
  });
}

/** Whether {@link parseCidr} would accept the text. */
export function isCidr(text: string): boolean {
  try {
    parseCidr(text);
    return true;
  } catch {
    return false;
  }
}

/** Number of addresses in the block. */
export function size(cidr: Cidr): bigint {
  return cidr.last - cidr.first + 1n;
}

/**
 * Addresses of an IPv4 subnet that resources can have: all except five.
 * Source: Amazon VPC User Guide, "Subnet CIDR blocks".
 */
export function usableAddresses(cidr: Cidr): number {
  return Math.max(Number(size(cidr)) - reservedAddresses, 0);
}

/** Whether `outer` contains every address of `inner`. Blocks of different families never contain each other. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether an address (without prefix length) is in the block; false for text that is not an address. */
export function containsAddress(cidr: Cidr, address: string): boolean {
  const text = `${address}/${bits(cidr.family)}`;
  return isCidr(text) && contains(cidr, parseCidr(text));
}

/** Whether the blocks share an address. Blocks of different families never do. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/**
 * The block with the number `index` (from 0) when `cidr` is divided into blocks of the prefix length.
 *
 * @throws RangeError if the block does not exist, which is a defect of the caller.
 * @example subnetAt(parseCidr("10.0.0.0/16"), 24, 3).text; // "10.0.3.0/24"
 */
export function subnetAt(cidr: Cidr, prefix: number, index: number): Cidr {
  if (prefix < cidr.prefix || prefix > bits(cidr.family) || index < 0) {
    throw new RangeError(`${cidr.text} has no block ${index} of /${prefix}`);
  }
  const step = 1n << BigInt(bits(cidr.family) - prefix);
  const first = cidr.first + BigInt(index) * step;
  if (first > cidr.last) throw new RangeError(`${cidr.text} has no block ${index} of /${prefix}`);
  return block(cidr.family, first, prefix);
}

/** Number of blocks of the given prefix length in the block; 0 if it is smaller than one. */
export function subnetCount(cidr: Cidr, prefix: number): number {
  return prefix < cidr.prefix ? 0 : 2 ** (prefix - cidr.prefix);
}

/**
 * The first free block of the given prefix length in `cidr` that overlaps nothing in `taken`,
 * or undefined if there is none.
 */
export function firstFree(cidr: Cidr, prefix: number, taken: readonly Cidr[]): Cidr | undefined {
  if (prefix < cidr.prefix) return undefined;
  let candidate: Cidr | undefined = subnetAt(cidr, prefix, 0);
  while (candidate) {
    const current: Cidr = candidate;
    const hit = taken.find((used) => overlaps(used, current));
    if (!hit) return current;
    candidate = firstAfter(cidr, prefix, hit.last);
  }
  return undefined;
}

/** The first block of the given prefix length in `cidr` that starts after the address `last`. */
function firstAfter(cidr: Cidr, prefix: number, last: bigint): Cidr | undefined {
  const step = 1n << BigInt(bits(cidr.family) - prefix);
  const first = (last / step + 1n) * step;
  return first > cidr.last ? undefined : block(cidr.family, first, prefix);
}

/** A block whose first address is aligned to its prefix length. */
function block(family: 4 | 6, first: bigint, prefix: number): Cidr {
  const last = first + (1n << BigInt(bits(family) - prefix)) - 1n;
  const address = (family === 4 ? Address4 : Address6).fromBigInt(first).correctForm();
  return { text: `${address}/${prefix}`, family, first, last, prefix };
}
