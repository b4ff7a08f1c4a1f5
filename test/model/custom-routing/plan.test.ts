import assert from "node:assert/strict";
import fc from "fast-check";
import {
  trafficOfSubnet,
  type CustomRoutingArgs,
  type RoutedCluster,
  type RoutedRegion,
} from "../../../model/custom-routing/arguments";
import { planCustomRouting } from "../../../model/custom-routing/plan";
import {
  lostPorts,
  mergedPorts,
  portCount,
  withReserve,
  type PortRange,
} from "../../../model/custom-routing/ports";
import { refuses } from "../refusal";

const cluster: RoutedCluster = {
  externalSnat: true,
  subnets: [
    { cidr: "10.10.0.0/24", tier: "private" },
    { cidr: "10.10.1.0/24", tier: "private" },
  ],
};
const region: RoutedRegion = {
  region: "us-east-1",
  destinations: [{ fromPort: 80, protocols: ["TCP"] }],
  clusters: [cluster],
};
const valid: CustomRoutingArgs = {
  acceleratorName: "games",
  regions: [region],
  clientCidrs: ["203.0.113.0/24"],
};

const plan = (change: Partial<CustomRoutingArgs>) => planCustomRouting({ ...valid, ...change });
const inRegion = (change: Partial<RoutedRegion>) => plan({ regions: [{ ...region, ...change }] });
const inCluster = (change: Partial<RoutedCluster>) =>
  inRegion({ clusters: [{ ...cluster, ...change }] });

describe("The plan of a custom routing accelerator", () => {
  it("has a listener port for every address, port and protocol, and an eighth in reserve", () => {
    assert.deepEqual(plan({}), {
      portsNeeded: 512,
      portRanges: [{ fromPort: 1024, toPort: 1599 }],
    });
    const destinations = [
      { fromPort: 7000, toPort: 7004, protocols: ["UDP"] as const },
      { fromPort: 80, protocols: ["TCP", "UDP"] as const },
    ];
    assert.equal(inRegion({ destinations }).portsNeeded, 512 * 7);
  });

  it("sums the ports of Regions and clusters", () => {
    const other: RoutedRegion = {
      region: "eu-west-1",
      destinations: [{ fromPort: 7777, protocols: ["UDP"] }],
      clusters: [
        { compute: "ecs", subnets: [{ cidr: "10.20.0.0/25", tier: "public" }] },
        { compute: "eks-fargate", subnets: [{ cidr: "10.21.0.0/28", tier: "private" }] },
      ],
    };
    assert.equal(plan({ regions: [region, other] }).portsNeeded, 512 + 128 + 16);
  });

  it("grows only at the end of its range", () => {
    const subnets = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(subnets, subnets, (some, more) => {
        const of = (count: number) =>
          inCluster({
            subnets: Array.from({ length: count }, (_, index) => ({
              cidr: `10.10.${index}.0/24`,
              tier: "private" as const,
            })),
          }).portRanges;
        const [smaller, larger] = [Math.min(some, more), Math.max(some, more)];
        assert.deepEqual(lostPorts(of(smaller), of(larger)), []);
      }),
    );
  });

  it("keeps given listener ports", () => {
    const listenerPorts = [
      { fromPort: 500, toPort: 999 },
      { fromPort: 20_000, toPort: 20_099 },
    ];
    assert.deepEqual(plan({ listenerPorts }).portRanges, listenerPorts);
  });

  it("never has fewer ports than AWS needs or more than exist", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64_512 }), (needed) => {
        const count = withReserve(needed);
        assert(count >= needed && count >= 16 && count <= 64_512);
      }),
    );
  });
});

describe("The plan of a custom routing accelerator", () => {
  const cases: [string, () => unknown, string][] = [
    [
      "a cluster without external SNAT",
      () => inCluster({ externalSnat: false }),
      "regions[0].clusters[0].externalSnat: false makes pods answer with their node's address, so that no answer finds its way back through the accelerator. Turn external SNAT of the VPC CNI on.",
    ],
    [
      "public subnets with external SNAT",
      () => inCluster({ subnets: [{ cidr: "10.10.8.0/24", tier: "public" }] }),
      'regions[0].clusters[0].subnets[0].tier: "public" does not go with external SNAT: pods on nodes in public subnets lose the internet. Put the nodes into private subnets behind a NAT gateway, and route to those.',
    ],
    [
      "a subnet that is too large",
      () => inCluster({ subnets: [{ cidr: "10.10.0.0/16", tier: "private" }] }),
      'regions[0].clusters[0].subnets[0].cidr: "10.10.0.0/16" is a /16; endpoint subnets are /17 to /28. Use a subnet of that size for what clients are routed to.',
    ],
    [
      "a subnet that is too small",
      () => inCluster({ subnets: [{ cidr: "10.10.0.0/29", tier: "private" }] }),
      'regions[0].clusters[0].subnets[0].cidr: "10.10.0.0/29" is a /29; endpoint subnets are /17 to /28. Use a subnet of that size for what clients are routed to.',
    ],
    [
      "a subnet without IPv4 addresses",
      () => inCluster({ subnets: [{ cidr: "2001:db8::/64", tier: "private" }] }),
      'regions[0].clusters[0].subnets[0].cidr: "2001:db8::/64" has IPv6 addresses only, and custom routing accelerators route to IPv4 addresses. Use a subnet with IPv4 addresses, or dual stack with its IPv4 block.',
    ],
    [
      "a subnet that is listed twice",
      () =>
        inCluster({
          subnets: [
            { cidr: "10.10.0.0/24", tier: "private" },
            { cidr: "10.10.0.128/25", tier: "private" },
          ],
        }),
      'regions[0].clusters[0].subnets[1].cidr: "10.10.0.128/25" overlaps 10.10.0.0/24 of the same cluster. List every subnet once.',
    ],
    [
      "more subnets than an endpoint group has",
      () =>
        inCluster({
          subnets: Array.from({ length: 11 }, (_, index) => ({
            cidr: `10.10.0.${index * 16}/28`,
            tier: "private" as const,
          })),
        }),
      `regions[0].clusters: [${Array.from({ length: 11 }, (_, index) => `"10.10.0.${index * 16}/28"`).join()}] has 11 subnets; an endpoint group has 1 to 10. Use fewer, larger subnets, or a second accelerator.`,
    ],
    [
      "a VPC without an internet gateway",
      () => inCluster({ internetGateway: false }),
      "regions[0].clusters[0].internetGateway: false means a VPC that no client is routed into: AWS demands an internet gateway, although no traffic takes it. Attach an internet gateway to the VPC. Private subnets need no route to it.",
    ],
    [
      "a range of fewer than 16 ports",
      () => plan({ listenerPorts: [{ fromPort: 500, toPort: 514 }] }),
      'listenerPorts[0]: {"fromPort":500,"toPort":514} has 15 ports; a listener\'s range has at least 16. Make it longer, for example 500-515.',
    ],
    [
      "ranges that overlap",
      () =>
        plan({
          listenerPorts: [
            { fromPort: 1024, toPort: 2047 },
            { fromPort: 2047, toPort: 3000 },
          ],
        }),
      'listenerPorts[1]: {"fromPort":2047,"toPort":3000} overlaps 1024-2047. Give every port once.',
    ],
    [
      "an empty list of ranges",
      () => plan({ listenerPorts: [] }),
      "listenerPorts: [] has 0 ranges; a listener has 1 to 10. Merge adjacent ranges.",
    ],
    [
      "a range that ends before it begins",
      () => plan({ listenerPorts: [{ fromPort: 2000, toPort: 1000 }] }),
      'listenerPorts[0]: {"fromPort":2000,"toPort":1000} is not a valid range of ports. Give a first port and a last port that is not before it, 1 to 65535.',
    ],
    [
      "more destinations than chosen listener ports",
      () => plan({ listenerPorts: [{ fromPort: 1024, toPort: 1598 }] }),
      'listenerPorts: [{"fromPort":1024,"toPort":1598}] has 575 ports for 512 destinations, which need 576 with the reserve for AWS\'s allocation in blocks. Add a range or make one longer, route to fewer ports, or to smaller subnets.',
    ],
    [
      "more destinations than there are ports",
      () => inRegion({ destinations: [{ fromPort: 7000, toPort: 7126, protocols: ["UDP"] }] }),
      "listenerPorts: 65024 destinations are more than the 64512 listener ports of an accelerator from 1024 on. Route to fewer ports or to smaller subnets, or spread the subnets over several accelerators.",
    ],
    [
      "an empty list of clients",
      () => plan({ clientCidrs: [] }),
      'clientCidrs: [] admits nobody: clients keep their addresses, and the security group lets in listed ones only. List the networks of the clients, or ["0.0.0.0/0"] for everybody.',
    ],
    [
      "clients with IPv6 addresses",
      () => plan({ clientCidrs: ["2001:db8::/32"] }),
      'clientCidrs[0]: "2001:db8::/32" is an IPv6 block where an IPv4 block is needed. Write an IPv4 block, for example 10.0.0.0/16.',
    ],
    [
      "a Region that is listed twice",
      () => plan({ regions: [region, region] }),
      'regions[1].region: "us-east-1" is listed twice, and a listener has one endpoint group in a Region. List the Region once, with all its clusters.',
    ],
    [
      "an empty list of Regions",
      () => plan({ regions: [] }),
      "regions: [] is empty, so there is nothing to route to. List a Region with its destinations and clusters.",
    ],
    [
      "an empty list of destinations",
      () => inRegion({ destinations: [] }),
      "regions[0].destinations: 0 ranges of ports are not 1 to 100, which an endpoint group has. Merge adjacent ranges.",
    ],
    [
      "a port and protocol that are listed twice",
      () =>
        inRegion({
          destinations: [
            { fromPort: 7000, toPort: 7100, protocols: ["TCP", "UDP"] },
            { fromPort: 7100, protocols: ["UDP"] },
          ],
        }),
      'regions[0].destinations[1]: {"fromPort":7100,"protocols":["UDP"]} overlaps 7000-7100 with the same protocol. Give every port and protocol once.',
    ],
    [
      "a destination without a protocol",
      () => inRegion({ destinations: [{ fromPort: 80, protocols: [] }] }),
      'regions[0].destinations[0].protocols: [] is not TCP, UDP or both. Write ["TCP"], ["UDP"] or ["TCP", "UDP"].',
    ],
    [
      "port 0",
      () => inRegion({ destinations: [{ fromPort: 0, protocols: ["TCP"] }] }),
      'regions[0].destinations[0]: {"fromPort":0,"toPort":0} is not a valid range of ports. Give a first port and a last port that is not before it, 1 to 65535.',
    ],
    [
      "traffic to an address that AWS keeps",
      () => inCluster({ traffic: [{ addresses: ["10.10.0.4", "10.10.1.3"] }] }),
      'regions[0].clusters[0].traffic[0].addresses: "10.10.1.3" is not an address that pods get in 10.10.0.0/24, 10.10.1.0/24. List addresses of the endpoint subnets; AWS keeps the first four and the last.',
    ],
    [
      "traffic to a port that is not a destination",
      () => inCluster({ traffic: [{ addresses: ["10.10.0.4"], ports: [80, 443] }] }),
      "regions[0].clusters[0].traffic[0].ports: 443 is not a port of the destinations. Add it to the destinations, or leave it out.",
    ],
    [
      "a name that Global Accelerator does not accept",
      () => plan({ acceleratorName: "games-" }),
      'acceleratorName: "games-" is not a valid name of an accelerator. Use up to 64 letters, digits and hyphens, with no hyphen at either end.',
    ],
  ];
  for (const [title, call, message] of cases) {
    it(`refuses ${title}`, () => refuses(call, message));
  }
});

describe("Traffic of a cluster", () => {
  it("is divided among the subnets of its addresses", () => {
    const traffic = [
      { addresses: ["10.10.0.4", "10.10.1.9"], ports: [80] },
      { addresses: ["10.10.1.10"] },
    ];
    assert.deepEqual(trafficOfSubnet(traffic, "10.10.0.0/24"), [
      { addresses: ["10.10.0.4"], ports: [80] },
    ]);
    assert.deepEqual(trafficOfSubnet(traffic, "10.10.1.0/24"), [
      { addresses: ["10.10.1.9"], ports: [80] },
      { addresses: ["10.10.1.10"] },
    ]);
    assert.equal(trafficOfSubnet("all", "10.10.0.0/24"), "all");
  });
});

describe("Listener ports", () => {
  const ranges = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 60 }))
      .map(([fromPort, more]): PortRange => ({ fromPort, toPort: fromPort + more })),
    { maxLength: 8 },
  );
  const portsOf = (some: readonly PortRange[]) =>
    new Set(
      some.flatMap(({ fromPort, toPort }) =>
        Array.from({ length: toPort - fromPort + 1 }, (_, index) => fromPort + index),
      ),
    );
  const sorted = (some: Iterable<number>) => [...some].sort((a, b) => a - b);

  it("stay the same when they are merged", () => {
    fc.assert(
      fc.property(ranges, (some) => {
        const merged = mergedPorts(some);
        assert.deepEqual(sorted(portsOf(merged)), sorted(portsOf(some)));
        assert.equal(portCount(merged), portsOf(some).size);
      }),
    );
  });

  it("are lost if they are in the old ranges and not in the new ones", () => {
    fc.assert(
      fc.property(ranges, ranges, (before, after) => {
        const kept = portsOf(after);
        const expected = sorted(portsOf(before)).filter((port) => !kept.has(port));
        assert.deepEqual(sorted(portsOf(lostPorts(before, after))), expected);
      }),
    );
  });
});
