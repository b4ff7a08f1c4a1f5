import type { Protocol } from "../custom-routing/ports";
import { formatIpv4, parseIpv4 } from "../network/ipv4";

/**
 * Port mappings of custom routing accelerators: which address and port of an accelerator leads to
 * which pod. AWS assigns them and never changes them, so they are read once and looked up often.
 *
 * A million mappings take about 20 MB: typed arrays with 9 bytes per mapping, and a
 * number per accelerator port.
 */

/** A subnet of an accelerator, which has one table of mappings. */
export interface MappedSubnet {
  acceleratorArn: string;
  /** Static addresses of the accelerator. Every mapping holds on each of them. */
  acceleratorAddresses: readonly string[];
  endpointGroupArn: string;
  /** Region of the subnet. */
  region: string;
  /** `subnet-0123456789abcdef0` */
  subnetId: string;
}

/** One mapping, as the API returns it. */
export interface Mapping {
  acceleratorPort: number;
  /** Private IPv4 address. */
  address: string;
  port: number;
  protocols: readonly Protocol[];
  /** Whether AWS allows traffic. */
  allowed: boolean;
}

/** The mappings of a subnet in columns, sorted by address and port. */
export interface MappingTable extends MappedSubnet {
  /** Destination addresses as numbers. */
  addresses: Uint32Array;
  /** Destination ports. */
  ports: Uint16Array;
  acceleratorPorts: Uint16Array;
  /** Per mapping the sum of 1 for TCP, 2 for UDP, 4 for allowed. */
  flags: Uint8Array;
}

/** The result of a look-up: both ends of a mapping. */
export interface FoundMapping extends Mapping {
  subnet: MappedSubnet;
}

/** Bits of {@link MappingTable.flags}. */
export const flag = { TCP: 1, UDP: 2, allowed: 4 } as const;

/** All protocols, in one order. */
export const protocolNames: readonly Protocol[] = ["TCP", "UDP"];

/** Sorts the mappings of a subnet into a table. */
export function mappingTable(subnet: MappedSubnet, mappings: readonly Mapping[]): MappingTable {
  const sorted = mappings
    .map((mapping) => ({ ...mapping, number: parseIpv4(mapping.address) ?? 0 }))
    .sort(
      (a, b) => a.number - b.number || a.port - b.port || a.acceleratorPort - b.acceleratorPort,
    );
  return {
    ...subnet,
    addresses: Uint32Array.from(sorted, ({ number }) => number),
    ports: Uint16Array.from(sorted, ({ port }) => port),
    acceleratorPorts: Uint16Array.from(sorted, ({ acceleratorPort }) => acceleratorPort),
    flags: Uint8Array.from(sorted, flagsOf),
  };
}

/** The mapping in a row of a table. */
export function mappingAt(table: MappingTable, row: number): FoundMapping {
  const flags = table.flags[row] ?? 0;
  return {
    acceleratorPort: table.acceleratorPorts[row] ?? 0,
    address: formatIpv4(table.addresses[row] ?? 0),
    port: table.ports[row] ?? 0,
    protocols: protocolNames.filter((name) => flags & flag[name]),
    allowed: (flags & flag.allowed) !== 0,
    subnet: subnetOf(table),
  };
}

function subnetOf({
  acceleratorArn,
  acceleratorAddresses,
  endpointGroupArn,
  region,
  subnetId,
}: MappedSubnet): MappedSubnet {
  return { acceleratorArn, acceleratorAddresses, endpointGroupArn, region, subnetId };
}

function flagsOf({ protocols, allowed }: Mapping): number {
  return protocols.reduce((sum, name) => sum | flag[name], allowed ? flag.allowed : 0);
}
