import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonicalTraffic,
  mappedAddresses,
  trafficCalls,
  type Traffic,
  type TrafficCall,
  type TrafficSubnet,
} from "../../../model/custom-routing/traffic";

const subnet: TrafficSubnet = { cidr: "10.0.0.0/26", ports: [80, 443, 7000] };

type Sockets = ReadonlySet<string>;

const everything: Sockets = new Set(
  mappedAddresses(subnet.cidr).flatMap((address) =>
    subnet.ports.map((port) => `${address}:${port}`),
  ),
);

/** Sockets that a state of traffic allows. */
function allowedBy(traffic: Traffic): Sockets {
  if (traffic === "all") return everything;
  return new Set(
    traffic.flatMap(({ addresses, ports = subnet.ports }) =>
      addresses.flatMap((address) => ports.map((port) => `${address}:${port}`)),
    ),
  );
}

/** Applies a call as AWS does. */
function applied(state: Sockets, { action, addresses, ports }: TrafficCall): Sockets {
  const touched = [...everything].filter((socket) => {
    const [address = "", port = ""] = socket.split(":");
    return (addresses?.includes(address) ?? true) && (ports?.includes(Number(port)) ?? true);
  });
  const rest = [...state].filter((socket) => !touched.includes(socket));
  return new Set(action === "allow" ? [...state, ...touched] : rest);
}

const address = fc.constantFrom(...mappedAddresses(subnet.cidr));
const traffic: fc.Arbitrary<Traffic> = fc.oneof(
  fc.constant("all" as const),
  fc.array(
    fc.record(
      {
        addresses: fc.array(address, { maxLength: 6 }),
        ports: fc.subarray([...subnet.ports], { minLength: 1 }),
      },
      { requiredKeys: ["addresses"] },
    ),
    { maxLength: 4 },
  ),
);

const sorted = (sockets: Sockets) => [...sockets].sort();

describe("Calls that change traffic", () => {
  it("lead from any state to any other, and never deny sockets that both allow", () => {
    fc.assert(
      fc.property(traffic, traffic, (before, after) => {
        const both = [...allowedBy(before)].filter((socket) => allowedBy(after).has(socket));
        let state = allowedBy(before);
        for (const call of trafficCalls(before, after, subnet)) {
          state = applied(state, call);
          assert(both.every((socket) => state.has(socket)));
        }
        assert.deepEqual(sorted(state), sorted(allowedBy(after)));
      }),
    );
  });

  it("are none if nothing changes", () => {
    fc.assert(
      fc.property(traffic, (same) => {
        assert.deepEqual(trafficCalls(same, same, subnet), []);
      }),
    );
  });

  it("allow all or deny all in one call", () => {
    const some = [{ addresses: ["10.0.0.4"] }];
    assert.deepEqual(trafficCalls([], "all", subnet), [{ action: "allow" }]);
    assert.deepEqual(trafficCalls("all", [], subnet), [{ action: "deny" }]);
    assert.deepEqual(trafficCalls(some, [], subnet), [{ action: "deny" }]);
  });

  it("group addresses with the same ports", () => {
    const rules = [
      { addresses: ["10.0.0.5", "10.0.0.10"], ports: [80] },
      { addresses: ["10.0.0.9"] },
      { addresses: ["10.0.0.4"], ports: [80] },
    ];
    assert.deepEqual(trafficCalls([], rules, subnet), [
      { action: "allow", addresses: ["10.0.0.4", "10.0.0.5", "10.0.0.10"], ports: [80] },
      { action: "allow", addresses: ["10.0.0.9"] },
    ]);
  });

  it("contain at most 100 addresses and 100 ports", () => {
    const large: TrafficSubnet = {
      cidr: "10.0.0.0/24",
      ports: Array.from({ length: 250 }, (_, index) => 7000 + index),
    };
    const calls = trafficCalls(
      [],
      [{ addresses: mappedAddresses(large.cidr), ports: large.ports.slice(0, 201) }],
      large,
    );
    assert.deepEqual(
      calls.map(({ addresses = [], ports = [] }) => [addresses.length, ports.length]),
      [100, 100, 51].flatMap((addresses) => [100, 100, 1].map((ports) => [addresses, ports])),
    );
  });
});

describe("The shortest form of traffic", () => {
  it("allows the same sockets", () => {
    fc.assert(
      fc.property(traffic, (some) => {
        const canonical = canonicalTraffic(some, subnet.ports);
        assert.deepEqual(sorted(allowedBy(canonical)), sorted(allowedBy(some)));
      }),
    );
  });

  it("is the same for every way to write it", () => {
    const one = [{ addresses: ["10.0.0.9", "10.0.0.10"], ports: [443, 80] }];
    const other = [
      { addresses: ["10.0.0.10"], ports: [80, 443] },
      { addresses: ["10.0.0.9"], ports: [80] },
      { addresses: ["10.0.0.9"], ports: [443] },
      { addresses: ["10.0.0.11"], ports: [] },
    ];
    const expected = [{ addresses: ["10.0.0.9", "10.0.0.10"], ports: [80, 443] }];
    assert.deepEqual(canonicalTraffic(one, subnet.ports), expected);
    assert.deepEqual(canonicalTraffic(other, subnet.ports), expected);
  });
});

describe("The addresses of a subnet that are mapped", () => {
  it("are all except the five that AWS reserves", () => {
    assert.deepEqual(mappedAddresses("10.0.0.16/28").at(0), "10.0.0.20");
    assert.deepEqual(mappedAddresses("10.0.0.16/28").at(-1), "10.0.0.30");
    assert.equal(mappedAddresses("10.0.0.0/24").length, 251);
  });
});
