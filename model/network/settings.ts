import {
  choice,
  flag,
  list,
  object,
  optional,
  text,
  withDefault,
  type Given,
  type Static,
} from "../schema-parts";
import { givenNetwork } from "./given-network";

/** Schema of the settings of a network, as a stack and the component have them. */
export const networkSettings = object(
  "the VPC of the cluster: a block and zones for a new one, or an existing one",
  {
    cidr: optional(
      text("IPv4 block of a new VPC, /16 to /28", {
        examples: ["10.10.0.0/16"],
      }),
    ),
    zones: optional(
      list(
        "names of 2 to 6 Availability Zones of one Region for a new VPC; zones may be added at the end, and the last removed, without touching the subnets of the others",
        { examples: [["us-east-1a", "us-east-1b"]] },
      ),
    ),
    podCidr: optional(
      text(
        "second IPv4 block of a new VPC, /16 to /28, cut into one pod subnet per zone: for custom networking, or for the VPC CNI's subnet discovery",
        { examples: ["100.64.0.0/16"] },
      ),
    ),
    peerCidrs: withDefault(
      list("IPv4 blocks of connected networks, which the VPC may not overlap"),
      [],
    ),
    nat: withDefault(
      choice(
        "NAT gateways: none, one for all zones, or one per zone, so that a zone that fails takes no other with it",
        ["none", "single", "perAz"],
      ),
      "single",
    ),
    ipv6: withDefault(
      flag("true for IPv6 addresses beside IPv4: a block of Amazon's, and a /64 for every subnet"),
      false,
    ),
    gatewayEndpoints: withDefault(
      list("AWS services reached through gateway endpoints, which cost nothing"),
      ["s3", "dynamodb"],
    ),
    interfaceEndpoints: withDefault(
      list(
        "AWS services reached through interface endpoints with private DNS; each takes an address in every private subnet",
        { examples: [["ecr.api", "ecr.dkr", "sts"]] },
      ),
      [],
    ),
    flowLogs: withDefault(
      flag("true where all traffic of the VPC is recorded in an encrypted log group"),
      false,
    ),
    existing: optional(givenNetwork),
  },
);

/** Settings of a network, with their defaults filled in. */
export type NetworkSettings = Static<typeof networkSettings>;

/** Settings of a network as their author writes them. */
export type GivenNetworkSettings = Given<typeof networkSettings>;
