import { contains, parseCidr4 } from "../network/cidr";
import type { Destination, PortRange } from "./ports";
import type { Traffic } from "./traffic";

/**
 * Compute service of the targets in the subnets.
 * - `eks`: pods on EC2 nodes. The VPC CNI must not translate their addresses (external SNAT).
 * - `eks-fargate`: pods on Fargate. Each has a separate interface, which the VPC CNI on nodes
 *   does not manage.
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
  /** Whether the VPC CNI does not translate pod addresses (external SNAT). Required for `eks`. */
  externalSnat?: boolean;
  /** Whether the VPC has an internet gateway, which AWS requires. @default true */
  internetGateway?: boolean;
  subnets: readonly RoutedSubnet[];
  /** Destinations that may receive traffic. @default "all" */
  traffic?: Traffic;
}

/** A Region to which clients are routed: an endpoint group. */
export interface RoutedRegion {
  /** @example "eu-west-1" */
  region: string;
  /** The same for all clusters of the Region. */
  destinations: readonly Destination[];
  clusters: readonly RoutedCluster[];
}

/** The arguments of a plan. */
export interface CustomRoutingArgs {
  /** Name of the accelerator: up to 64 letters, digits and hyphens. */
  acceleratorName: string;
  regions: readonly RoutedRegion[];
  /** @default as many as the destinations need, with a reserve */
  listenerPorts?: readonly PortRange[];
  /** IPv4 blocks of the clients. Pods receive the clients' addresses unchanged. */
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
