import { overlaps, parseCidr4 } from "../network/cidr";
import { awsDomains, isWithin, parseDomainName } from "./domain-names";
import { InputError, pathTo } from "../errors";
import type { Static } from "../schema-parts";
import type { endpointDnsSettings } from "./settings";
import {
  checkInboundAddresses,
  checkResolverSubnets,
  type ResolverSubnet,
} from "./resolver-addresses";

/** How a peer's VPC reaches the workers' VPC. */
export type Connection = Static<typeof endpointDnsSettings>["connection"];

/** The properties of a VPC that are known before deployment. */
export interface PlannedVpc {
  /** IPv4 blocks. */
  cidrs: readonly string[];
  /** Subnets that may hold addresses of a Resolver endpoint. */
  subnets: readonly ResolverSubnet[];
}

/** The DNS of cluster endpoints, as it is known before deployment. */
export interface EndpointDnsPlan {
  clusters: readonly {
    /** Name of the cluster. */
    name: string;
    /** Networks from which its endpoint is reachable. */
    access: "public" | "private" | "both";
  }[];
  /** Custom domains that only the workers' VPC resolves. */
  domains: readonly string[];
  /** The workers' VPC, which resolves the names. */
  vpc: PlannedVpc;
  /** VPCs that query the names. */
  peers: readonly (PlannedVpc & { name: string })[];
  /** On-premises IPv4 blocks that query the names. */
  onPremisesCidrs: readonly string[];
  /** Addresses of the inbound endpoint; AWS chooses them by default. */
  inboundAddresses?: readonly string[];
  /** Whether the querying networks resolve public names and accept private answers. */
  publicDns: boolean;
  connection: Connection;
}

/** Paths of a plan's parts in the author's input, for errors. */
export interface EndpointDnsPaths {
  clusters: string;
  /** Path of a cluster's endpoint access. */
  access: (cluster: number) => string;
  domains: string;
  vpcSubnets: string;
  peers: string;
  peer: (index: number) => { name: string; cidr: (index: number) => string; subnets: string };
  onPremisesCidrs: string;
  inboundAddresses: string;
  connection: string;
}

/** The paths of the parts under `argument`, with the names of the properties. */
export function endpointDnsPaths(argument: string): EndpointDnsPaths {
  const peers = pathTo(argument, "peers");
  return {
    clusters: pathTo(argument, "clusters"),
    access: (cluster) => pathTo(argument, `clusters[${cluster}].access`),
    domains: pathTo(argument, "domains"),
    vpcSubnets: pathTo(argument, "vpc.subnets"),
    peers,
    peer: (index) => ({
      name: `${peers}[${index}].name`,
      cidr: (position) => `${peers}[${index}].cidrs[${position}]`,
      subnets: `${peers}[${index}].subnets`,
    }),
    onPremisesCidrs: pathTo(argument, "onPremisesCidrs"),
    inboundAddresses: pathTo(argument, "inboundAddresses"),
    connection: pathTo(argument, "connection"),
  };
}

/** Name of the workers' VPC in names of resources. */
export const workers = "workers";

/**
 * Checks a plan for the DNS of cluster endpoints.
 *
 * @throws InputError for the first part that would not resolve, not connect, or forward too much.
 */
export function checkEndpointDns(plan: EndpointDnsPlan, at = endpointDnsPaths("")): void {
  requireNames(plan, at);
  requireAskers(plan, at);
  checkResolverSubnets(plan.vpc.subnets, at.vpcSubnets);
  if (plan.peers[0]) checkResolverSubnets(plan.peers[0].subnets, at.peer(0).subnets);
  if (plan.inboundAddresses) {
    checkInboundAddresses(plan.inboundAddresses, plan.vpc.subnets, at.inboundAddresses);
  }
  requireApart(plan, at);
}

/**
 * Why the plan creates paid resources without need, or undefined if they are needed. Source: EKS
 * User Guide, "Cluster API server endpoint": the name of a private endpoint is in the public DNS,
 * with private addresses.
 */
export function needlessForwarding(plan: EndpointDnsPlan): string | undefined {
  const { clusters, domains, publicDns } = plan;
  if (!publicDns || domains.length > 0) return undefined;
  if (clusters.some(({ access }) => access !== "private")) return undefined;
  const names = clusters.map(({ name }) => name).join(", ");
  return `The endpoint of ${names} is private only, and public DNS gives its private addresses to everyone: peers that resolve public names need no Resolver endpoints for it. Leave endpointDns out (peering and port 443 are enough), or set publicDns to false where public DNS cannot be used.`;
}

function requireNames({ clusters, domains }: EndpointDnsPlan, at: EndpointDnsPaths): void {
  if (clusters.length === 0 && domains.length === 0) {
    throw new InputError({
      argument: at.clusters,
      value: clusters,
      rule: "names nothing to resolve, and neither does domains",
      fix: "Give a cluster or a domain.",
    });
  }
  clusters.forEach(({ name, access }, index) => {
    if (access !== "public") return;
    throw new InputError({
      argument: at.access(index),
      value: access,
      rule: `leaves ${name} without private addresses: its VPC, too, resolves the name to public ones`,
      fix: 'Choose endpoint "private" or "both" for the cluster, or leave endpointDns out.',
    });
  });
  domains.forEach((text, index) =>
    requireDomain(text, domains.slice(0, index), `${at.domains}[${index}]`),
  );
}

function requireDomain(text: string, earlier: readonly string[], argument: string): void {
  const domain = parseDomainName(text, argument);
  const aws = awsDomains.find((known) => isWithin(known, domain) || isWithin(domain, known));
  if (aws !== undefined) {
    throw new InputError({
      argument,
      value: text,
      rule: `forwards names of AWS services, in ${aws}, which peers resolve by themselves`,
      fix: "Name domains of your own; the clusters' endpoints are forwarded one by one.",
    });
  }
  if (!earlier.some((other) => parseDomainName(other, argument) === domain)) return;
  throw new InputError({ argument, value: text, rule: "is listed twice", fix: "List it once." });
}

function requireAskers(plan: EndpointDnsPlan, at = endpointDnsPaths("")): void {
  const { peers, onPremisesCidrs, connection } = plan;
  if (peers.length === 0 && onPremisesCidrs.length === 0) {
    throw new InputError({
      argument: at.peers,
      value: peers,
      rule: "is empty, and so is onPremisesCidrs: nobody asks for the names",
      fix: "Give a peer, or blocks on premises.",
    });
  }
  peers.forEach(({ name }, index) => {
    const problem = !/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/.test(name)
      ? "cannot be part of resource names"
      : name === workers
        ? "stands for the workers' VPC"
        : peers.findIndex((other) => other.name === name) !== index
          ? "is the name of another peer"
          : undefined;
    if (problem === undefined) return;
    throw new InputError({
      argument: at.peer(index).name,
      value: name,
      rule: problem,
      fix: "Name every peer differently, with up to 22 lower-case letters, digits and hyphens.",
    });
  });
  if (peers.length > 0 || connection === "existing") return;
  throw new InputError({
    argument: at.connection,
    value: connection,
    rule: "connects peers, and there are none",
    fix: 'Choose "existing": networks on premises are connected elsewhere.',
  });
}

/** Overlapping blocks cannot be routed to each other. */
function requireApart(
  { vpc, peers, onPremisesCidrs }: EndpointDnsPlan,
  paths: EndpointDnsPaths,
): void {
  const taken = vpc.cidrs.map((cidr) => ({ cidr, of: "the workers' VPC" }));
  const require = (text: string, at: string, of: string) => {
    const block = parseCidr4(text, at);
    const hit = taken.find(({ cidr }) => overlaps(parseCidr4(cidr), block));
    if (hit) {
      throw new InputError({
        argument: at,
        value: text,
        rule: `overlaps ${hit.cidr} of ${hit.of}, so neither can be routed to the other`,
        fix: `Choose a block outside of ${hit.cidr}.`,
      });
    }
    taken.push({ cidr: text, of });
  };
  peers.forEach(({ name, cidrs }, index) => {
    cidrs.forEach((cidr, position) =>
      require(cidr, paths.peer(index).cidr(position), `the peer ${name}`),
    );
  });
  onPremisesCidrs.forEach((cidr, index) =>
    require(cidr, `${paths.onPremisesCidrs}[${index}]`, "another network on premises"),
  );
}
