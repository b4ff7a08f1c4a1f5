import type { MappedSubnet, MappingTable } from "./table";

/**
 * Tables in blocks, which a database can store as items. A matchmaker that knows a pod's subnet and
 * address finds the block with one query: the last one of the subnet and endpoint group whose key
 * is not greater than {@link blockKey} of the address.
 */

/**
 * Maximum of mappings in a block: 147 KB of the 400 KB that an item of DynamoDB may have. An address
 * is in one block with all its ports: at most 4,095 in the smallest subnet, a /28.
 */
const rowsPerBlock = 16_384;

/** Consecutive mappings of a subnet. */
export interface MappingBlock {
  /** Sorts after the keys of all lower addresses of the same subnet and endpoint group. */
  key: string;
  table: MappingTable;
}

/** Divides a table into blocks. Equal tables have equal blocks. */
export function blocksOf(table: MappingTable, limit = rowsPerBlock): MappingBlock[] {
  const { addresses } = table;
  const blocks: MappingBlock[] = [];
  let start = 0;
  while (start < addresses.length) {
    let end = Math.min(start + limit, addresses.length);
    while (end < addresses.length && end > start && addresses[end] === addresses[end - 1]) end--;
    // An address with more ports than the limit has a separate block.
    if (end === start) end = lastOf(addresses, start) + 1;
    blocks.push({ key: blockKey(table, addresses[start] ?? 0), table: rows(table, start, end) });
    start = end;
  }
  return blocks;
}

/**
 * Key of the block that begins with an address.
 *
 * @param address as a number
 * @example blockKey(subnet, 167772164); // "1b2c3d4e5f60#0167772164"
 */
export function blockKey(
  { endpointGroupArn }: Pick<MappedSubnet, "endpointGroupArn">,
  address: number,
): string {
  return `${endpointGroupArn.split("/").at(-1) ?? ""}#${String(address).padStart(10, "0")}`;
}

function lastOf(addresses: Uint32Array, row: number): number {
  let last = row;
  while (addresses[last + 1] === addresses[row]) last++;
  return last;
}

function rows(table: MappingTable, start: number, end: number): MappingTable {
  return {
    ...table,
    addresses: table.addresses.subarray(start, end),
    ports: table.ports.subarray(start, end),
    acceleratorPorts: table.acceleratorPorts.subarray(start, end),
    flags: table.flags.subarray(start, end),
  };
}
