import { InputError } from "../errors";
import type { MappedSubnet, MappingTable } from "./table";

/**
 * The file of a subnet's mappings, for matchmakers in any language. Little-endian:
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `PORTMAP1` |
 * | 4 | length of the header, a multiple of 4 |
 * | header | JSON, filled up with spaces: the subnet and `count` |
 * | 4 × count | destination addresses, ascending |
 * | 2 × count | destination ports, ascending for the same address |
 * | 2 × count | accelerator ports |
 * | 1 × count | 1 for TCP, 2 for UDP, 4 for allowed, added up |
 *
 * Equal mappings have equal bytes, so a hash shows whether anything changed.
 */

const magic = "PORTMAP1";
const headerAt = magic.length + 4;

interface Header extends MappedSubnet {
  count: number;
}

/** Writes a table as a file. */
export function encodeMappings(table: MappingTable): Uint8Array {
  const { acceleratorArn, acceleratorAddresses, endpointGroupArn, region, subnetId } = table;
  const count = table.addresses.length;
  const header: Header = {
    acceleratorArn,
    acceleratorAddresses,
    endpointGroupArn,
    region,
    subnetId,
    count,
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 4) * 4;
  const start = headerAt + headerLength;
  const file = new Uint8Array(start + 9 * count).fill(32, 0, start);
  file.set(new TextEncoder().encode(magic));
  new DataView(file.buffer).setUint32(magic.length, headerLength, true);
  file.set(json, headerAt);
  const columns = columnsAt(file, start, count);
  columns.addresses.set(table.addresses);
  columns.ports.set(table.ports);
  columns.acceleratorPorts.set(table.acceleratorPorts);
  columns.flags.set(table.flags);
  return file;
}

/**
 * Reads a file. The columns refer to the bytes in memory without a copy, unless the bytes
 * are at an unaligned offset of a larger buffer: then the whole file is copied.
 *
 * @param name For the error.
 * @throws InputError for a file of another format or an incomplete file.
 */
export function decodeMappings(bytes: Uint8Array, name = "file"): MappingTable {
  const file = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  if (new TextDecoder().decode(file.subarray(0, magic.length)) !== magic) {
    throw broken(name, "is not a file of port mappings");
  }
  const headerLength = new DataView(file.buffer, file.byteOffset).getUint32(magic.length, true);
  const start = headerAt + headerLength;
  const { count, ...subnet } = headerOf(file.subarray(headerAt, start), name);
  if (file.length !== start + 9 * count) {
    throw broken(
      name,
      `has ${file.length} bytes, not the ${start + 9 * count} of ${count} mappings`,
    );
  }
  return { ...subnet, ...columnsAt(file, start, count) };
}

type Columns = Pick<MappingTable, "addresses" | "ports" | "acceleratorPorts" | "flags">;

function columnsAt({ buffer, byteOffset }: Uint8Array, start: number, count: number): Columns {
  const at = byteOffset + start;
  return {
    addresses: new Uint32Array(buffer, at, count),
    ports: new Uint16Array(buffer, at + 4 * count, count),
    acceleratorPorts: new Uint16Array(buffer, at + 6 * count, count),
    flags: new Uint8Array(buffer, at + 8 * count, count),
  };
}

function headerOf(json: Uint8Array, name: string): Header {
  try {
    return JSON.parse(new TextDecoder().decode(json)) as Header;
  } catch {
    throw broken(name, "has a header that cannot be read");
  }
}

function broken(name: string, rule: string): InputError {
  return new InputError({
    argument: "file",
    value: name,
    rule,
    fix: "Export the mappings again.",
  });
}
