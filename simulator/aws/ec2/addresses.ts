import { parseCidr, size, subnetAt, type Cidr } from "../../../model/network/cidr";
import { CloudError } from "../../errors";
import { all, requireTarget } from "../references";
import type { Place } from "../resource";
import { networkInterface, subnet } from "./reference-targets";

type Hex = (length: number, salt?: string) => string;

/** An IPv6 block of /56 as Amazon gives them to VPCs, from the documentation's range. */
export function generatedIpv6Block(hex: Hex): string {
  const digits = hex(6, "ipv6");
  return `2001:db8:${digits.slice(0, 4)}:${digits.slice(4)}00::/56`;
}

/**
 * A public address that belongs to nobody: of the range for benchmarks, 198.18.0.0/15.
 * Source: RFC 2544, appendix C.
 */
export function publicAddress(hex: Hex): string {
  const [a = 0, b = 0, c = 0] = (hex(6, "public").match(/../g) ?? []).map((two) =>
    parseInt(two, 16),
  );
  return `198.${18 + (a % 2)}.${b}.${c}`;
}

/** `ec2-198-18-3-4.compute-1.amazonaws.com` */
export function publicDnsName(region: string, address: string): string {
  const host = `ec2-${address.replaceAll(".", "-")}`;
  return region === "us-east-1"
    ? `${host}.compute-1.amazonaws.com`
    : `${host}.${region}.compute.amazonaws.com`;
}

/** `ip-10-0-1-4.ec2.internal` */
export function privateDnsName(region: string, address: string): string {
  const host = `ip-${address.replaceAll(".", "-")}`;
  return region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
}

/**
 * The lowest address that is free in a subnet; AWS keeps the first four and the last.
 *
 * @param taken addresses that are about to be used
 * @throws CloudError InsufficientFreeAddressesInSubnet
 */
export function freeAddress(place: Place, subnetId: string, taken: readonly string[] = []): string {
  const block = subnetBlock(place, subnetId);
  const used = new Set([...taken, ...usedAddresses(place, subnetId)]);
  for (let index = 4; index < Number(size(block)) - 1; index++) {
    const address = addressAt(block, index);
    if (!used.has(address)) return address;
  }
  throw new CloudError(
    "InsufficientFreeAddressesInSubnet",
    `The specified subnet does not have enough free addresses to satisfy the request.`,
  );
}

/** Addresses of a subnet that nothing in the local cloud uses. */
export function freeAddressCount(place: Place, subnetId: string): number {
  return Number(size(subnetBlock(place, subnetId))) - 5 - usedAddresses(place, subnetId).length;
}

function subnetBlock(place: Place, subnetId: string): Cidr {
  return parseCidr(requireTarget(place, subnet, subnetId).inputs.cidrBlock ?? "0.0.0.0/32");
}

function usedAddresses(place: Place, subnetId: string): string[] {
  return all(place, networkInterface)
    .filter(({ inputs }) => inputs.subnetId === subnetId)
    .flatMap(({ outputs }) =>
      Array.isArray(outputs["privateIps"]) ? outputs["privateIps"].map(String) : [],
    );
}

function addressAt(block: Cidr, index: number): string {
  return subnetAt(block, 32, index).text.replace("/32", "");
}
