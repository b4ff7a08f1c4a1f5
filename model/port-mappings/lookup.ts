import type { Protocol } from "../custom-routing/ports";
import { parseIpv4 } from "../network/ipv4";
import { flag, mappingAt, protocolNames, type FoundMapping, type MappingTable } from "./table";

/** An address and port to look up. */
export interface SocketQuery {
  /** Dotted IPv4 address. */
  address: string;
  port: number;
  /** @default any */
  protocol?: Protocol;
}

/** Mappings that can be looked up from both ends. */
export interface PortMappings {
  /** Number of mappings. */
  readonly count: number;
  /**
   * The mappings of a pod. More than one if several accelerators lead to it, if TCP and UDP
   * have different ports, or if networks have the same private addresses, which the subnet
   * distinguishes.
   */
  toAccelerator(pod: SocketQuery): FoundMapping[];
  /** The mapping of an address and port of an accelerator, one per protocol. */
  toPod(accelerator: SocketQuery): FoundMapping[];
}

const portNumbers = 65_536;

/**
 * Prepares tables for look-ups.
 *
 * @throws Error if an accelerator's port leads to two destinations, because the tables are not from one
 * export.
 */
export function portMappings(tables: readonly MappingTable[]): PortMappings {
  const filled = tables.filter(({ addresses }) => addresses.length > 0);
  const toTables = tablesByAddress(filled);
  const toRows = rowsByAcceleratorPort(filled);
  return {
    count: filled.reduce((sum, { addresses }) => sum + addresses.length, 0),
    toAccelerator: ({ address, port, protocol }) => {
      const number = parseIpv4(address);
      if (number === undefined) return [];
      return toTables(number).flatMap((table) => rowsOf(table, number, port, protocol));
    },
    toPod: ({ address, port, protocol }) =>
      (protocol ? [protocol] : protocolNames)
        .flatMap((one) => toRows(address, port, one))
        // A mapping with both protocols counts once.
        .filter(({ table, row }, index, all) =>
          all.slice(0, index).every((other) => other.table !== table || other.row !== row),
        )
        .map(({ table, row }) => mappingAt(table, row)),
  };
}

/** The rows of a socket, which are adjacent. */
function rowsOf(
  table: MappingTable,
  address: number,
  port: number,
  protocol: Protocol | undefined,
): FoundMapping[] {
  const { addresses, ports, flags } = table;
  let row = firstRow(table, address, port);
  const found: FoundMapping[] = [];
  for (; addresses[row] === address && ports[row] === port; row++) {
    if (protocol && !((flags[row] ?? 0) & flag[protocol])) continue;
    found.push(mappingAt(table, row));
  }
  return found;
}

/** The first row that is not before a socket. */
function firstRow({ addresses, ports }: MappingTable, address: number, port: number): number {
  let low = 0;
  let high = addresses.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = addresses[middle] ?? 0;
    if (at < address || (at === address && (ports[middle] ?? 0) < port)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the tables whose range contains an address. Subnets of different networks may overlap. */
function tablesByAddress(tables: readonly MappingTable[]): (address: number) => MappingTable[] {
  const ranges = tables
    .map((table) => ({
      table,
      first: table.addresses[0] ?? 0,
      last: table.addresses.at(-1) ?? 0,
    }))
    .sort((a, b) => a.first - b.first);
  // The highest address of all tables up to here, at which the backward search may stop.
  let reach = 0;
  const reaches = ranges.map(({ last }) => (reach = Math.max(reach, last)));
  return (address) => {
    const found: MappingTable[] = [];
    let index = countUpTo(ranges, address) - 1;
    for (; index >= 0 && (reaches[index] ?? 0) >= address; index--) {
      const range = ranges[index];
      if (range && range.last >= address) found.push(range.table);
    }
    return found.reverse();
  };
}

function countUpTo(ranges: readonly { first: number }[], address: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.first ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Row {
  table: MappingTable;
  row: number;
}

/** The row of each port of an accelerator, per protocol. */
interface AcceleratorPorts {
  tables: MappingTable[];
  /** Per table, the number of rows in the tables before it. */
  offsets: number[];
  /** Per protocol and port, the row's number over all tables plus 1, or 0 for none. */
  rows: Partial<Record<Protocol, Uint32Array>>;
}

function rowsByAcceleratorPort(
  tables: readonly MappingTable[],
): (address: string, port: number, protocol: Protocol) => Row[] {
  const accelerators = new Map<string, AcceleratorPorts>();
  const byAddress = new Map<string, AcceleratorPorts>();
  for (const table of tables) {
    const { acceleratorArn, acceleratorAddresses } = table;
    const known = accelerators.get(acceleratorArn) ?? { tables: [], offsets: [], rows: {} };
    accelerators.set(acceleratorArn, known);
    for (const address of acceleratorAddresses) byAddress.set(address, known);
    addTable(known, table);
  }
  return (address, port, protocol) => {
    const known = byAddress.get(address);
    const number = known?.rows[protocol]?.[port] ?? 0;
    if (!known || number === 0) return [];
    const index = known.offsets.findLastIndex((offset) => offset < number);
    const table = known.tables[index];
    return table ? [{ table, row: number - 1 - (known.offsets[index] ?? 0) }] : [];
  };
}

function addTable(known: AcceleratorPorts, table: MappingTable): void {
  const before = known.tables.at(-1)?.addresses.length ?? 0;
  const offset = (known.offsets.at(-1) ?? 0) + before;
  known.tables.push(table);
  known.offsets.push(offset);
  for (const protocol of protocolNames) {
    table.flags.forEach((flags, row) => {
      if (!(flags & flag[protocol])) return;
      const rows = (known.rows[protocol] ??= new Uint32Array(portNumbers));
      const port = table.acceleratorPorts[row] ?? 0;
      if (rows[port]) {
        throw new Error(`${table.acceleratorArn} leads ${protocol} port ${port} to two places`);
      }
      rows[port] = offset + row + 1;
    });
  }
}
