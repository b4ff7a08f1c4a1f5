import assert from "node:assert/strict";
import fc from "fast-check";
import { formatIpv4, parseIpv4 } from "../../../model/network/ipv4";
import {
  mappingAt,
  mappingTable,
  type MappedSubnet,
  type Mapping,
} from "../../../model/port-mappings/table";
import { decodeMappings, encodeMappings } from "../../../model/port-mappings/file";
import { portMappings } from "../../../model/port-mappings/lookup";
import { refuses } from "../refusal";

const subnet: MappedSubnet = {
  acceleratorArn: "arn:aws:globalaccelerator::123456789012:accelerator/1",
  acceleratorAddresses: ["198.51.100.39", "198.51.100.40"],
  endpointGroupArn:
    "arn:aws:globalaccelerator::123456789012:accelerator/1/listener/2/endpoint-group/3",
  region: "us-east-1",
  subnetId: "subnet-1",
};

const pod = (address: string, acceleratorPort: number, change: Partial<Mapping> = {}): Mapping => ({
  address,
  port: 80,
  acceleratorPort,
  protocols: ["TCP"],
  allowed: true,
  ...change,
});

/** Mappings of a subnet in random order, each accelerator port once. */
const mappings: fc.Arbitrary<Mapping[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 200 })
  .chain((ports) =>
    fc.tuple(
      ...ports.map((acceleratorPort) =>
        fc.record({
          acceleratorPort: fc.constant(acceleratorPort),
          address: fc.integer({ min: 0, max: 0xffff_ffff }).map(formatIpv4),
          port: fc.integer({ min: 1, max: 65_535 }),
          protocols: fc.constantFrom<Mapping["protocols"]>(["TCP"], ["UDP"], ["TCP", "UDP"]),
          allowed: fc.boolean(),
        }),
      ),
    ),
  );

describe("Port mappings", () => {
  it("lead from every pod to the accelerator and back", () => {
    fc.assert(
      fc.property(mappings, (some) => {
        const found = portMappings([mappingTable(subnet, some)]);
        assert.equal(found.count, some.length);
        for (const mapping of some) {
          const expected = { ...mapping, subnet };
          assert(
            found
              .toAccelerator(mapping)
              .some((one) => one.acceleratorPort === mapping.acceleratorPort),
          );
          for (const address of subnet.acceleratorAddresses) {
            const back = found.toPod({ address, port: mapping.acceleratorPort });
            assert.deepEqual(back, [expected]);
          }
        }
      }),
    );
  });

  it("do not contain other sockets", () => {
    const found = portMappings([mappingTable(subnet, [pod("10.0.0.4", 17061)])]);
    assert.deepEqual(found.toAccelerator({ address: "10.0.0.5", port: 80 }), []);
    assert.deepEqual(found.toAccelerator({ address: "10.0.0.4", port: 81 }), []);
    assert.deepEqual(found.toAccelerator({ address: "10.0.0.4", port: 80, protocol: "UDP" }), []);
    assert.deepEqual(found.toAccelerator({ address: "nginx", port: 80 }), []);
    assert.deepEqual(found.toPod({ address: "198.51.100.39", port: 17062 }), []);
    assert.deepEqual(found.toPod({ address: "198.51.100.39", port: 17061, protocol: "UDP" }), []);
    assert.deepEqual(found.toPod({ address: "198.51.100.41", port: 17061 }), []);
  });

  it("distinguish TCP and UDP if each has a port", () => {
    const found = portMappings([
      mappingTable(subnet, [
        pod("10.0.0.4", 17061),
        pod("10.0.0.4", 17062, { protocols: ["UDP"], allowed: false }),
      ]),
    ]);
    const ports = (protocol?: "TCP" | "UDP") =>
      found
        .toAccelerator({ address: "10.0.0.4", port: 80, ...(protocol && { protocol }) })
        .map(({ acceleratorPort, allowed }) => [acceleratorPort, allowed]);
    assert.deepEqual(ports(), [
      [17061, true],
      [17062, false],
    ]);
    assert.deepEqual(ports("UDP"), [[17062, false]]);
  });

  it("contain an address once for every network that has it", () => {
    const other: MappedSubnet = {
      ...subnet,
      acceleratorArn: "arn:aws:globalaccelerator::123456789012:accelerator/9",
      acceleratorAddresses: ["198.51.100.77"],
      region: "eu-west-1",
      subnetId: "subnet-9",
    };
    const found = portMappings([
      mappingTable(subnet, [pod("10.0.0.4", 17061), pod("10.0.0.200", 17063)]),
      mappingTable(other, [pod("10.0.0.100", 17061), pod("10.0.0.4", 20_000)]),
      mappingTable({ ...subnet, subnetId: "subnet-2" }, [pod("10.0.1.4", 17062)]),
    ]);
    const subnetsOf = (address: string) =>
      found
        .toAccelerator({ address, port: 80 })
        .map(({ subnet: one }) => one.subnetId)
        .sort();
    assert.deepEqual(subnetsOf("10.0.0.4"), ["subnet-1", "subnet-9"]);
    assert.deepEqual(subnetsOf("10.0.0.100"), ["subnet-9"]);
    assert.deepEqual(subnetsOf("10.0.0.200"), ["subnet-1"]);
    assert.deepEqual(subnetsOf("10.0.1.4"), ["subnet-2"]);
    const back = (address: string, port: number) =>
      found.toPod({ address, port }).map((one) => [one.subnet.subnetId, one.address]);
    assert.deepEqual(back("198.51.100.39", 17061), [["subnet-1", "10.0.0.4"]]);
    assert.deepEqual(back("198.51.100.40", 17062), [["subnet-2", "10.0.1.4"]]);
    assert.deepEqual(back("198.51.100.77", 17061), [["subnet-9", "10.0.0.100"]]);
  });

  it("are refused if they are from two exports", () => {
    assert.throws(
      () => portMappings([mappingTable(subnet, [pod("10.0.0.4", 17061), pod("10.0.0.5", 17061)])]),
      { message: `${subnet.acceleratorArn} leads TCP port 17061 to two places` },
    );
  });
});

describe("The file of a subnet's port mappings", () => {
  it("is read back unchanged, from any offset in memory", () => {
    fc.assert(
      fc.property(mappings, fc.integer({ min: 0, max: 7 }), (some, shift) => {
        const table = mappingTable(subnet, some);
        const file = encodeMappings(table);
        const shifted = new Uint8Array(file.length + shift).subarray(shift);
        shifted.set(file);
        const read = decodeMappings(shifted);
        assert.deepEqual(read, table);
      }),
    );
  });

  it("has 9 bytes per mapping after its header", () => {
    const sizeOf = (count: number) =>
      encodeMappings(
        mappingTable(
          subnet,
          Array.from({ length: count }, (_, index) => pod("10.0.0.4", index + 1)),
        ),
      ).length;
    assert.equal(sizeOf(90) - sizeOf(10), 80 * 9);
  });

  it("is the same for the same mappings in any order", () => {
    fc.assert(
      fc.property(mappings, (some) => {
        const again = mappingTable(subnet, [...some].reverse());
        assert.deepEqual(encodeMappings(again), encodeMappings(mappingTable(subnet, some)));
      }),
    );
  });

  it("is read by its documented layout alone", () => {
    const file = Buffer.from(
      encodeMappings(mappingTable(subnet, [pod("10.0.0.9", 40_000), pod("10.0.0.4", 17_061)])),
    );
    assert.equal(file.toString("latin1", 0, 8), "PORTMAP1");
    const start = 12 + file.readUInt32LE(8);
    const header = JSON.parse(file.toString("utf8", 12, start)) as { count: number };
    assert.equal(header.count, 2);
    assert.equal(file.readUInt32LE(start), parseIpv4("10.0.0.4"));
    assert.equal(file.readUInt32LE(start + 4), parseIpv4("10.0.0.9"));
    assert.deepEqual([file.readUInt16LE(start + 8), file.readUInt16LE(start + 10)], [80, 80]);
    assert.deepEqual(
      [file.readUInt16LE(start + 12), file.readUInt16LE(start + 14)],
      [17_061, 40_000],
    );
    assert.deepEqual([file[start + 16], file[start + 17]], [5, 5]);
  });

  it("is refused if it has another format or is incomplete", () => {
    const file = encodeMappings(mappingTable(subnet, [pod("10.0.0.4", 17061)]));
    refuses(
      () => decodeMappings(new TextEncoder().encode("<html>"), "a.portmap"),
      'file: "a.portmap" is not a file of port mappings. Export the mappings again.',
    );
    refuses(
      () => decodeMappings(file.subarray(0, file.length - 1), "a.portmap"),
      `file: "a.portmap" has ${file.length - 1} bytes, not the ${file.length} of 1 mappings. Export the mappings again.`,
    );
    const spoiled = Uint8Array.from(file);
    spoiled[12] = 0;
    refuses(
      () => decodeMappings(spoiled, "a.portmap"),
      'file: "a.portmap" has a header that cannot be read. Export the mappings again.',
    );
  });
});

describe("A row of a table", () => {
  it("equals the mapping that was added", () => {
    const mapping = pod("10.0.0.4", 17061, { protocols: ["TCP", "UDP"], allowed: false });
    assert.deepEqual(mappingAt(mappingTable(subnet, [mapping]), 0), { ...mapping, subnet });
  });
});

describe("IPv4 addresses as numbers", () => {
  it("are formatted to the text that they were read from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
        assert.equal(parseIpv4(formatIpv4(value)), value);
      }),
    );
  });

  it("are undefined for other text", () => {
    for (const text of ["", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1/32", "a.b.c.d"]) {
      assert.equal(parseIpv4(text), undefined, text);
    }
  });
});
