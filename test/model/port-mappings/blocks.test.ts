import assert from "node:assert/strict";
import fc from "fast-check";
import { formatIpv4 } from "../../../model/network/ipv4";
import { mappingTable, type MappingTable } from "../../../model/port-mappings/table";
import { blockKey, blocksOf } from "../../../model/port-mappings/blocks";

const subnet = {
  acceleratorArn: "arn/accelerator/1",
  acceleratorAddresses: ["198.51.100.1"],
  endpointGroupArn: "arn/accelerator/1/listener/2/endpoint-group/3",
  region: "us-east-1",
  subnetId: "subnet-a",
};

/** A table with this number of ports per address. */
const tableOf = (portCounts: readonly number[]): MappingTable => {
  let acceleratorPort = 1024;
  const mappings = portCounts.flatMap((count, index) =>
    Array.from({ length: count }, (_, port) => ({
      acceleratorPort: acceleratorPort++,
      address: formatIpv4(167_772_160 + index),
      port: port + 1,
      protocols: ["TCP" as const],
      allowed: true,
    })),
  );
  return mappingTable(subnet, mappings);
};

const tables = fc.array(fc.nat({ max: 12 }), { maxLength: 40 }).map(tableOf);

describe("Blocks of a table", () => {
  it("contain the whole table in order, with each address in one block", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 20 }), (table, limit) => {
        const blocks = blocksOf(table, limit);
        assert.deepEqual(
          blocks.flatMap(({ table: { acceleratorPorts } }) => [...acceleratorPorts]),
          [...table.acceleratorPorts],
        );
        const addresses = blocks.flatMap((block) => [...new Set(block.table.addresses)]);
        assert.equal(new Set(addresses).size, addresses.length);
      }),
    );
  });

  it("contain at most the allowed number of mappings, unless one address has more", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 20 }), (table, limit) => {
        for (const { table: block } of blocksOf(table, limit)) {
          const one = new Set(block.addresses).size === 1;
          assert(block.addresses.length <= limit || one);
        }
      }),
    );
  });

  it("are found by the last key that is not greater than the key of an address", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 20 }), (table, limit) => {
        const blocks = blocksOf(table, limit);
        for (const address of table.addresses) {
          const key = blockKey(table, address);
          const found = blocks.findLast((block) => block.key <= key);
          assert(found?.table.addresses.includes(address));
        }
      }),
    );
  });

  it("have keys that sort like addresses", () => {
    assert.equal(blockKey(subnet, 167_772_164), "3#0167772164");
    assert(blockKey(subnet, 167_772_164) < blockKey(subnet, 3_232_235_520));
  });
});
