import { contains, overlaps, parseCidr4, type Cidr } from "./cidr";
import { InputError } from "../errors";

/** The network of the container bridges on the nodes; no VPC, pod or Service block may overlap it. */
export const containerBridge = "172.17.0.0/16";

/** The private ranges of RFC 1918. */
export const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Checks the block of a VPC: IPv4, /16 to /28.
 * Source: Amazon VPC User Guide, "VPC CIDR blocks".
 *
 * @throws InputError
 */
export function checkVpcCidr(text: string, argument: string): Cidr {
  const cidr = parseCidr4(text, argument);
  if (cidr.prefix >= 16 && cidr.prefix <= 28) return cidr;
  throw new InputError({
    argument,
    value: text,
    rule: `is a /${cidr.prefix}; a block of a VPC is between /16 and /28`,
    fix: "Choose a block of that size, for example 10.0.0.0/16.",
  });
}

/**
 * Checks the block of a cluster's Service addresses: private, and /12 to /24.
 * Source: Amazon EKS API, `KubernetesNetworkConfigRequest.serviceIpv4Cidr`.
 *
 * @throws InputError
 */
export function checkServiceCidr(text: string, argument: string): Cidr {
  const cidr = parseCidr4(text, argument);
  const inPrivate = privateRanges.some((range) => contains(parseCidr4(range), cidr));
  if (inPrivate && cidr.prefix >= 12 && cidr.prefix <= 24) return cidr;
  throw new InputError({
    argument,
    value: text,
    rule: inPrivate
      ? `is a /${cidr.prefix}; Service addresses are a block between /12 and /24`
      : `is not in ${privateRanges.join(", ")}`,
    fix: "Choose for example 172.20.0.0/16.",
  });
}

/**
 * Checks that AWS allows the second block in a VPC with the primary block.
 * Source: Amazon VPC User Guide, "IPv4 CIDR block association restrictions".
 *
 * @throws InputError
 */
export function checkAssociation(primary: Cidr, secondary: Cidr, argument: string): void {
  const rule = associationProblem(primary, secondary);
  if (!rule) return;
  throw new InputError({
    argument,
    value: secondary.text,
    rule,
    fix: "Choose a block of 100.64.0.0/10, for example 100.64.0.0/16.",
  });
}

function associationProblem(primary: Cidr, secondary: Cidr): string | undefined {
  const within = (range: string, cidr: Cidr) => contains(parseCidr4(range), cidr);
  const touches = (range: string) => overlaps(parseCidr4(range), secondary);
  const home = privateRanges.find((range) => within(range, primary));
  if (overlaps(primary, secondary)) return `overlaps ${primary.text}, the VPC's first block`;
  if (touches("169.254.0.0/16")) return "is link-local, which no VPC may use";
  if (touches("198.19.0.0/16") && !within("198.19.0.0/16", primary)) {
    return "is in 198.19.0.0/16, which AWS lets no VPC of other blocks add";
  }
  const foreign = privateRanges.find((range) => range !== home && touches(range));
  if (foreign) return `is in ${foreign}, which AWS lets no VPC with ${primary.text} add`;
  if (home === "10.0.0.0/8" && within("10.0.0.0/15", primary) && touches("10.0.0.0/16")) {
    return "is in 10.0.0.0/16, which AWS lets no VPC with a block of 10.0.0.0/15 add";
  }
  if (home === "172.16.0.0/12" && touches("172.31.0.0/16")) {
    return "is in 172.31.0.0/16, the range of default VPCs, which AWS lets no VPC add";
  }
  return undefined;
}
