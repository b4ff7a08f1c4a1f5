import { contains, overlaps, parseCidr4 } from "./cidr";
import { InputError, pathTo } from "../errors";
import { checkZones, type PlannedSubnet } from "./plan";
import { choice, list, listOf, object, optional, text, texts, type Static } from "../schema-parts";
import { checkVpcCidr } from "./vpc-cidrs";

/** Schema of a {@link GivenSubnet}. */
const givenSubnet = object(
  "a subnet that exists",
  {
    id: text("id of the subnet", { examples: ["subnet-0123456789abcdef0"] }),
    tier: choice("what the subnet is for", ["public", "private", "pods"]),
    zone: text("zone name"),
    cidr: text("IPv4 block"),
  },
  "GivenSubnet",
);

/** Schema of a {@link GivenNetwork}. */
export const givenNetwork = object(
  "a VPC that exists, used as it is: nothing is created or tagged",
  {
    vpcId: text("id of the VPC", { examples: ["vpc-0123456789abcdef0"] }),
    cidrs: list("IPv4 blocks of the VPC, the first one first"),
    subnets: listOf("subnets to use", givenSubnet),
    routeTableIds: optional(
      texts("route tables by a name that stays, where routes are to be added"),
    ),
  },
  "GivenNetwork",
);

/** An existing subnet. */
export type GivenSubnet = Static<typeof givenSubnet>;

/** An existing VPC that is used instead of a new one. */
export type GivenNetwork = Static<typeof givenNetwork>;

/**
 * Checks the description of an existing network.
 *
 * @returns its subnets as a plan, in the order given.
 * @throws InputError for subnets outside of the VPC, for overlapping subnets, and for private subnets
 * in fewer than two zones.
 */
export function checkGivenNetwork(given: GivenNetwork, argument: string): PlannedSubnet[] {
  const blocks = given.cidrs.map((cidr, index) =>
    checkVpcCidr(cidr, `${argument}.cidrs[${index}]`),
  );
  given.subnets.forEach((subnet, index) => {
    const at = `${argument}.subnets[${index}].cidr`;
    const cidr = parseCidr4(subnet.cidr, at);
    if (!blocks.some((block) => contains(block, cidr))) {
      throw new InputError({
        argument: at,
        value: subnet.cidr,
        rule: `does not lie in the VPC's ${given.cidrs.join(", ")}`,
        fix: "Copy the subnet's block from the VPC console, or add the VPC's other blocks.",
      });
    }
    const other = given.subnets
      .slice(0, index)
      .find((earlier) => overlaps(parseCidr4(earlier.cidr), cidr));
    if (other) {
      throw new InputError({
        argument: at,
        value: subnet.cidr,
        rule: `overlaps ${other.cidr} of ${other.id}`,
        fix: "List every subnet once, with its own block.",
      });
    }
  });
  const zones = given.subnets.filter(({ tier }) => tier === "private").map(({ zone }) => zone);
  checkZones([...new Set(zones)], `${argument}.subnets (zones of private ones)`);
  return given.subnets.map(({ tier, zone, cidr }, ipv6Index) => ({ tier, zone, cidr, ipv6Index }));
}

/** The requested network: a new VPC with a block and zones, or an existing one. */
export interface NetworkChoice {
  cidr?: string;
  zones?: readonly string[];
  podCidr?: string;
  existing?: GivenNetwork;
}

/** A checked {@link NetworkChoice}. */
export type ChosenNetwork =
  { existing: GivenNetwork } | { existing?: undefined; cidr: string; zones: readonly string[] };

/**
 * Checks that either a new VPC is described or an existing one is named.
 *
 * @throws InputError
 */
export function chooseNetwork(
  { cidr, zones, podCidr, existing }: NetworkChoice,
  argument: string,
): ChosenNetwork {
  if (existing) {
    const [part] = Object.entries({ cidr, zones, podCidr }).filter(([, given]) => given);
    if (!part) return { existing };
    throw new InputError({
      argument: pathTo(argument, part[0]),
      value: part[1],
      rule: "is for a new VPC, and existing names one that exists",
      fix: "Leave out existing, or cidr, zones and podCidr.",
    });
  }
  if (cidr !== undefined && zones) return { cidr, zones };
  throw new InputError({
    argument: pathTo(argument, cidr === undefined ? "cidr" : "zones"),
    value: undefined,
    rule: "is missing: a new VPC needs cidr and zones",
    fix: "Give both, or existing for a VPC that exists.",
  });
}
