import { overlaps, parseCidr, parseCidr4, type Cidr } from "../network/cidr";
import {
  destinationPorts,
  rangeOf,
  type CustomRoutingArgs,
  type RoutedCluster,
  type RoutedCompute,
  type RoutedRegion,
  type RoutedSubnet,
} from "./arguments";
import { checkPortRange, overlap, portsText, type Destination } from "./ports";
import { mappedAddresses, type Traffic } from "./traffic";
import type { RoutedClusterPaths, RoutingPaths } from "./paths";
import limits from "../data/custom-routing.json";
import { InputError } from "../errors";

/**
 * Checks the properties of a custom routing accelerator that are known before deployment, except its listener
 * ports. Sources: `data/custom-routing.json`.
 *
 * @throws InputError
 */
export function checkCustomRouting(args: CustomRoutingArgs, at: RoutingPaths): void {
  checkName(args.acceleratorName, at.acceleratorName);
  checkClients(args.clientCidrs, at.clientCidrs);
  checkRegions(args.regions, at);
}

function checkName(name: string, argument: string): void {
  if (/^[0-9A-Za-z]([0-9A-Za-z-]{0,62}[0-9A-Za-z])?$/.test(name)) return;
  throw new InputError({
    argument,
    value: name,
    rule: "is not a valid name of an accelerator",
    fix: "Use up to 64 letters, digits and hyphens, with no hyphen at either end.",
  });
}

function checkClients(cidrs: readonly string[], argument: string): void {
  if (cidrs.length === 0) {
    throw new InputError({
      argument,
      value: cidrs,
      rule: "admits nobody: clients keep their addresses, and the security group lets in listed ones only",
      fix: 'List the networks of the clients, or ["0.0.0.0/0"] for everybody.',
    });
  }
  cidrs.forEach((cidr, index) => parseCidr4(cidr, `${argument}[${index}]`));
}

function checkRegions(regions: readonly RoutedRegion[], paths: RoutingPaths): void {
  if (regions.length === 0) {
    throw new InputError({
      argument: paths.regions,
      value: regions,
      rule: "is empty, so there is nothing to route to",
      fix: "List a Region with its destinations and clusters.",
    });
  }
  regions.forEach(({ region, destinations, clusters }, index) => {
    const at = paths.region(index);
    if (regions.findIndex((other) => other.region === region) !== index) {
      throw new InputError({
        argument: at.region,
        value: region,
        rule: "is listed twice, and a listener has one endpoint group in a Region",
        fix: "List the Region once, with all its clusters.",
      });
    }
    checkDestinations(destinations, at.destinations);
    const subnets = clusters.flatMap((cluster) => cluster.subnets);
    if (subnets.length < 1 || subnets.length > limits.maxSubnetsPerGroup) {
      throw new InputError({
        argument: at.clusters,
        value: subnets.map(({ cidr }) => cidr),
        rule: `has ${subnets.length} subnets; an endpoint group has 1 to ${limits.maxSubnetsPerGroup}`,
        fix: "Use fewer, larger subnets, or a second accelerator.",
      });
    }
    clusters.forEach((cluster, position) =>
      checkCluster(cluster, destinations, at.cluster(position)),
    );
  });
}

function checkDestinations(destinations: readonly Destination[], argument: string): void {
  if (destinations.length < 1 || destinations.length > limits.maxDestinations) {
    throw new InputError({
      argument,
      value: destinations.length,
      rule: `ranges of ports are not 1 to ${limits.maxDestinations}, which an endpoint group has`,
      fix: "Merge adjacent ranges.",
    });
  }
  destinations.forEach((destination, index) => {
    const at = `${argument}[${index}]`;
    const range = rangeOf(destination);
    checkPortRange(range, at);
    const { protocols } = destination;
    if (protocols.length === 0 || new Set(protocols).size !== protocols.length) {
      throw new InputError({
        argument: `${at}.protocols`,
        value: protocols,
        rule: "is not TCP, UDP or both",
        fix: 'Write ["TCP"], ["UDP"] or ["TCP", "UDP"].',
      });
    }
    const other = destinations
      .slice(0, index)
      .find(
        (earlier) =>
          overlap(rangeOf(earlier), range) &&
          earlier.protocols.some((protocol) => protocols.includes(protocol)),
      );
    if (!other) return;
    throw new InputError({
      argument: at,
      value: destination,
      rule: `overlaps ${portsText([rangeOf(other)])} with the same protocol`,
      fix: "Give every port and protocol once.",
    });
  });
}

function checkCluster(
  {
    compute = "eks",
    externalSnat,
    internetGateway = true,
    subnets,
    traffic = "all",
  }: RoutedCluster,
  destinations: readonly Destination[],
  at: RoutedClusterPaths,
): void {
  if (!internetGateway) {
    throw new InputError({
      argument: at.internetGateway,
      value: internetGateway,
      rule: "means a VPC that no client is routed into: AWS demands an internet gateway, although no traffic takes it",
      fix: "Attach an internet gateway to the VPC. Private subnets need no route to it.",
    });
  }
  if (compute === "eks" && !externalSnat) {
    throw new InputError({
      argument: at.externalSnat,
      value: externalSnat ?? false,
      rule: "makes pods answer with their node's address, so that no answer finds its way back through the accelerator",
      fix: "Turn external SNAT of the VPC CNI on.",
    });
  }
  const blocks = subnets.map((subnet, index) => checkSubnet(subnet, at.subnet(index), compute));
  blocks.forEach((block, index) => {
    const other = blocks.slice(0, index).find((earlier) => overlaps(earlier, block));
    if (!other) return;
    throw new InputError({
      argument: at.subnet(index).cidr,
      value: block.text,
      rule: `overlaps ${other.text} of the same cluster`,
      fix: "List every subnet once.",
    });
  });
  checkTraffic(traffic, subnets, destinationPorts(destinations), at.traffic);
}

function checkSubnet(
  { cidr, tier }: RoutedSubnet,
  at: { cidr: string; tier: string },
  compute: RoutedCompute,
): Cidr {
  const block = parseCidr(cidr, at.cidr);
  if (block.family === 6) {
    throw new InputError({
      argument: at.cidr,
      value: cidr,
      rule: "has IPv6 addresses only, and custom routing accelerators route to IPv4 addresses",
      fix: "Use a subnet with IPv4 addresses, or dual stack with its IPv4 block.",
    });
  }
  const { shortestPrefix, longestPrefix } = limits.subnet;
  if (block.prefix < shortestPrefix || block.prefix > longestPrefix) {
    throw new InputError({
      argument: at.cidr,
      value: cidr,
      rule: `is a /${block.prefix}; endpoint subnets are /${shortestPrefix} to /${longestPrefix}`,
      fix: "Use a subnet of that size for what clients are routed to.",
    });
  }
  if (tier === "public" && compute === "eks") {
    throw new InputError({
      argument: at.tier,
      value: tier,
      rule: "does not go with external SNAT: pods on nodes in public subnets lose the internet",
      fix: "Put the nodes into private subnets behind a NAT gateway, and route to those.",
    });
  }
  return block;
}

function checkTraffic(
  traffic: Traffic,
  subnets: readonly RoutedSubnet[],
  ports: readonly number[],
  argument: string,
): void {
  if (traffic === "all") return;
  const mapped = new Set(subnets.flatMap(({ cidr }) => mappedAddresses(cidr)));
  traffic.forEach((rule, index) => {
    const at = `${argument}[${index}]`;
    const address = rule.addresses.find((one) => !mapped.has(one));
    if (address !== undefined) {
      throw new InputError({
        argument: `${at}.addresses`,
        value: address,
        rule: `is not an address that pods get in ${subnets.map(({ cidr }) => cidr).join(", ")}`,
        fix: "List addresses of the endpoint subnets; AWS keeps the first four and the last.",
      });
    }
    const port = rule.ports?.find((one) => !ports.includes(one));
    if (port === undefined) return;
    throw new InputError({
      argument: `${at}.ports`,
      value: port,
      rule: "is not a port of the destinations",
      fix: "Add it to the destinations, or leave it out.",
    });
  });
}
