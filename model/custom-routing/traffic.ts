import type { TrafficRule } from "./settings";
import { formatIpv4, parseIpv4 } from "../network/ipv4";

export type { TrafficRule };

/**
 * Destinations that may receive traffic: all, or the listed ones. AWS denies everything else. An empty
 * list denies all.
 */
export type Traffic = "all" | readonly TrafficRule[];

/** A subnet that receives traffic. */
export interface TrafficSubnet {
  /** IPv4 block. */
  cidr: string;
  /** Every port of its destinations. */
  ports: readonly number[];
}

/** One call of `AllowCustomRoutingTraffic` or `DenyCustomRoutingTraffic`. */
export interface TrafficCall {
  action: "allow" | "deny";
  /** Undefined for the whole subnet. */
  addresses?: string[];
  /** Undefined for all ports. */
  ports?: number[];
}

/** Maximum of addresses and of ports in one API call. Source: its model, botocore 1.44.5. */
const itemsPerCall = 100;

type Ports = readonly number[];

/**
 * The calls that change a subnet's traffic from one state to another. Traffic that both states allow
 * is never interrupted: calls that allow come before calls that deny, and a change from
 * "all" to a list only denies the rest.
 */
export function trafficCalls(
  before: Traffic,
  after: Traffic,
  subnet: TrafficSubnet,
): TrafficCall[] {
  if (after === "all") return before === "all" ? [] : [{ action: "allow" }];
  const wanted = portsByAddress(after, subnet.ports);
  if (wanted.size === 0) {
    const denied = before !== "all" && portsByAddress(before, subnet.ports).size === 0;
    return denied ? [] : [{ action: "deny" }];
  }
  if (before === "all") {
    const everything = new Map(mappedAddresses(subnet.cidr).map((one) => [one, subnet.ports]));
    return callsOf("deny", without(everything, wanted), subnet.ports);
  }
  const current = portsByAddress(before, subnet.ports);
  return [
    ...callsOf("allow", without(wanted, current), subnet.ports),
    ...callsOf("deny", without(current, wanted), subnet.ports),
  ];
}

/**
 * The same traffic in the shortest rules and a fixed order, so that
 * equal states have equal descriptions.
 */
export function canonicalTraffic(traffic: Traffic, ports: Ports): Traffic {
  if (traffic === "all") return traffic;
  return grouped(portsByAddress(traffic, ports), ports).map(([addresses, some]) =>
    some.length === ports.length ? { addresses } : { addresses, ports: some },
  );
}

/** A destination and whether AWS allows its traffic. */
export interface TrafficState {
  /** Private IPv4 address. */
  address: string;
  port: number;
  allowed: boolean;
}

/** The traffic of a subnet, read from the states of all its destinations. */
export function trafficOfStates(states: readonly TrafficState[], ports: Ports): Traffic {
  const allowed = states.filter((state) => state.allowed);
  if (allowed.length > 0 && allowed.length === states.length) return "all";
  const rules = allowed.map(({ address, port }) => ({ addresses: [address], ports: [port] }));
  return canonicalTraffic(rules, ports);
}

/** The addresses of a subnet that AWS maps: all but the first four and the last. */
export function mappedAddresses(cidr: string): string[] {
  const [address = "", prefix = ""] = cidr.split("/");
  const first = parseIpv4(address) ?? 0;
  const count = Math.max(2 ** (32 - Number(prefix)) - 5, 0);
  return Array.from({ length: count }, (_, index) => formatIpv4(first + 4 + index));
}

function portsByAddress(rules: readonly TrafficRule[], all: Ports): Map<string, Ports> {
  const found = new Map<string, Set<number>>();
  for (const { addresses, ports = all } of rules) {
    for (const address of addresses) {
      const known = found.get(address) ?? new Set();
      for (const port of ports) known.add(port);
      found.set(address, known);
    }
  }
  const entries = [...found].filter(([, ports]) => ports.size > 0);
  return new Map(entries.map(([address, ports]) => [address, ascending(ports)]));
}

/** The sockets of `from` that are not in `taken`. */
function without(
  from: ReadonlyMap<string, Ports>,
  taken: ReadonlyMap<string, Ports>,
): Map<string, Ports> {
  const rest = [...from].map(([address, ports]): [string, Ports] => {
    const gone = new Set(taken.get(address));
    return [address, ports.filter((port) => !gone.has(port))];
  });
  return new Map(rest.filter(([, ports]) => ports.length > 0));
}

function callsOf(
  action: TrafficCall["action"],
  sockets: ReadonlyMap<string, Ports>,
  all: Ports,
): TrafficCall[] {
  return grouped(sockets, all).flatMap(([addresses, ports]) =>
    chunks(addresses).flatMap((some): TrafficCall[] =>
      ports.length === all.length
        ? [{ action, addresses: some }]
        : chunks(ports).map((few) => ({ action, addresses: some, ports: few })),
    ),
  );
}

/** Addresses grouped by equal ports; both are sorted. */
function grouped(sockets: ReadonlyMap<string, Ports>, all: Ports): [string[], Ports][] {
  const groups = new Map<string, [string[], Ports]>();
  for (const [address, ports] of sockets) {
    const key = ports.length === all.length ? "all" : ports.join();
    const group = groups.get(key) ?? [[], ports];
    group[0].push(address);
    groups.set(key, group);
  }
  for (const [addresses] of groups.values()) addresses.sort(byNumber);
  return [...groups.values()].sort(([[a = ""]], [[b = ""]]) => byNumber(a, b));
}

function byNumber(a: string, b: string): number {
  return (parseIpv4(a) ?? 0) - (parseIpv4(b) ?? 0);
}

function ascending(ports: Iterable<number>): number[] {
  return [...ports].sort((a, b) => a - b);
}

function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / itemsPerCall);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * itemsPerCall, (index + 1) * itemsPerCall),
  );
}
