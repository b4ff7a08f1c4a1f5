import { Address4, Address6 } from "ip-address";
import { InputError } from "../errors";

/** A checked CIDR block. Build it with {@link parseCidr}: there is no other way to a valid one. */
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

/** Addresses that AWS keeps of every IPv4 subnet: network, router, DNS, future use, broadcast. */
export const reservedAddresses = 5;

const bits = (family: 4 | 6) => (family === 4 ? 32 : 128);

/**
 * Reads a CIDR block strictly: an address, a slash and a prefix length, with no host bits set.
 *
 * @param argument Name of the argument, for the error.
 * @throws InputError that offers the block that was probably meant.
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

/** Reads an IPv4 CIDR block; see {@link parseCidr}. @throws InputError, also for IPv6. */
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
 * Addresses that AWS hands out in an IPv4 subnet: all but five.
 * Source: Amazon VPC User Guide, "Subnet CIDR blocks".
 */
export function usableAddresses(cidr: Cidr): number {
  return Math.max(Number(size(cidr)) - reservedAddresses, 0);
}

/** Whether every address of `inner` is in `outer`. Blocks of different families never are. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether an address (without prefix length) is in the block; false for what is no address. */
export function containsAddress(cidr: Cidr, address: string): boolean {
  const text = `${address}/${bits(cidr.family)}`;
  return isCidr(text) && contains(cidr, parseCidr(text));
}

/** Whether the blocks share an address. Blocks of different families never do. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/**
 * The block number `index` (from 0) when `cidr` is cut into blocks of the given prefix length.
 *
 * @throws RangeError when there is no such block: a defect of the caller, not of an input.
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

/** How many blocks of the given prefix length the block holds: 0 when it is smaller than one. */
export function subnetCount(cidr: Cidr, prefix: number): number {
  return prefix < cidr.prefix ? 0 : 2 ** (prefix - cidr.prefix);
}

/**
 * The first free block of the given prefix length in `cidr` that overlaps nothing in `taken`,
 * or undefined when there is none.
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

/** A block of which the first address is known to be aligned. */
function block(family: 4 | 6, first: bigint, prefix: number): Cidr {
  const last = first + (1n << BigInt(bits(family) - prefix)) - 1n;
  const address = (family === 4 ? Address4 : Address6).fromBigInt(first).correctForm();
  return { text: `${address}/${prefix}`, family, first, last, prefix };
}
