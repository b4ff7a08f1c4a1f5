import {
  choice,
  count,
  list,
  listOf,
  object,
  optional,
  text,
  withDefault,
  type Static,
} from "../schema-parts";

const port = (description: string) => count(`${description}, 1 to 65535`, 1, 65_535);

/** Schema of a {@link Destination}. */
export const destination = object(
  "ports of pods or tasks that clients can be routed to",
  {
    fromPort: port("first port"),
    toPort: optional(port("last port, the first one when left out")),
    protocols: listOf("TCP, UDP or both", choice("protocol", ["TCP", "UDP"])),
  },
  "Destination",
);

/** Schema of a {@link PortRange}. */
export const portRange = object(
  "ports of the accelerator from the first to the last, both included",
  { fromPort: port("first port"), toPort: port("last port") },
  "PortRange",
);

/** Schema of a {@link TrafficRule}. */
export const trafficRule = object(
  "addresses that may receive traffic, and on which ports",
  {
    addresses: list("private IPv4 addresses of pods in an endpoint subnet", { minItems: 1 }),
    ports: optional(listOf("their ports; all of the destinations when left out", port("port"))),
  },
  "TrafficRule",
);

/** Schema of the settings of custom routing, as a stack and the component have them. */
export const customRoutingSettings = object("custom routing", {
  acceleratorName: text("name of the accelerator: up to 64 letters, digits and hyphens", {
    examples: ["games-dev"],
  }),
  clientCidrs: list("IPv4 blocks that clients come from", {
    minItems: 1,
    examples: [["0.0.0.0/0"]],
  }),
  listenerPorts: optional(
    listOf(
      "ports of the accelerator, 1 to 10 ranges of 16 ports or more, which can be added and never taken away; left out, one range from port 1024 on, as long as the destinations need, with an eighth in reserve",
      portRange,
      { examples: [[{ fromPort: 5000, toPort: 64_999 }]] },
    ),
  ),
  flowLogDays: optional(
    count(
      "days that a record of all connections is kept in a separate bucket; nothing is recorded when left out",
      1,
    ),
  ),
});

/** Schema of the settings of port mappings, as a stack and the component have them. */
export const portMappingSettings = object("port mappings", {
  everyMinutes: withDefault(
    count(
      "minutes between two looks at the accelerator; a look at unchanged mappings writes nothing",
      1,
    ),
    5,
  ),
});

/** Ports of pods or tasks that clients can be routed to. */
export type Destination = Static<typeof destination>;

/** Ports from the first to the last, both included. */
export type PortRange = Static<typeof portRange>;

/** Addresses that may receive traffic, and on which ports. */
export type TrafficRule = Static<typeof trafficRule>;
