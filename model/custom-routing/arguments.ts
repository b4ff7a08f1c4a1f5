import { contains, parseCidr4 } from "../network/cidr";
import type { Destination, PortRange } from "./ports";
import type { Traffic } from "./traffic";

/**
 * What runs in the subnets.
 * - `eks`: pods on EC2 nodes. The VPC CNI must leave their addresses alone (external SNAT).
 * - `eks-fargate`: pods on Fargate. Each has an interface of its own, which the VPC CNI on nodes
 *   does not touch.
 * - `ecs`: tasks with `awsvpc` networking, on EC2 or Fargate. ECS translates no addresses.
 */
export type RoutedCompute = "eks" | "eks-fargate" | "ecs";

/** A subnet whose addresses clients are routed to. */
export interface RoutedSubnet {
  /** IPv4 block, /17 to /28. */
  cidr: string;
  /** @example "pods" */
  tier: "public" | "private" | "pods";
}

/** A cluster whose pods or tasks clients are routed to. */
export interface RoutedCluster {
  /** @default "eks" */
  compute?: RoutedCompute;
  /** Whether the VPC CNI leaves pod addresses alone on their way out. Needed with `eks`. */
  externalSnat?: boolean;
  /** Whether the VPC has an internet gateway: AWS routes no client without one. @default true */
  internetGateway?: boolean;
  subnets: readonly RoutedSubnet[];
  /** What may receive traffic. @default "all" */
  traffic?: Traffic;
}

/** A Region that clients are routed to: an endpoint group. */
export interface RoutedRegion {
  /** @example "eu-west-1" */
  region: string;
  /** The same for all clusters of the Region. */
  destinations: readonly Destination[];
  clusters: readonly RoutedCluster[];
}

/** The request for a plan. */
export interface CustomRoutingArgs {
  /** Name of the accelerator: up to 64 letters, digits and hyphens. */
  acceleratorName: string;
  regions: readonly RoutedRegion[];
  /** @default as many as the destinations need, with a reserve */
  listenerPorts?: readonly PortRange[];
  /** IPv4 blocks that clients come from. Their addresses reach the pods unchanged. */
  clientCidrs: readonly string[];
}

/** Every port of the destinations, once, in order. */
export function destinationPorts(destinations: readonly Destination[]): number[] {
  const ports = destinations.flatMap(({ fromPort, toPort = fromPort }) =>
    Array.from({ length: toPort - fromPort + 1 }, (_, index) => fromPort + index),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** The part of a cluster's traffic that goes to one of its subnets. */
export function trafficOfSubnet(traffic: Traffic, cidr: string): Traffic {
  if (traffic === "all") return traffic;
  const block = parseCidr4(cidr);
  return traffic
    .map((rule) => ({
      ...rule,
      addresses: rule.addresses.filter((address) => contains(block, parseCidr4(`${address}/32`))),
    }))
    .filter(({ addresses }) => addresses.length > 0);
}

/** A destination with both ends of its range. */
export function rangeOf({ fromPort, toPort = fromPort }: Destination): PortRange {
  return { fromPort, toPort };
}
