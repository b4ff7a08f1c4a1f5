import type { PortMapping } from "@aws-sdk/client-global-accelerator";
import { mappedAddresses } from "../../../model/custom-routing/traffic";
import type { Properties } from "../../values";
import type { Entry } from "../../world";
import { portsOf } from "./allocation";
import type { Endpoint } from "./endpoints";
import { invalidArgument } from "./reference-targets";

/** A mapping with all that the API tells of it. */
export type CompleteMapping = Required<PortMapping> & {
  DestinationSocketAddress: { IpAddress: string; Port: number };
};

const known = new WeakMap<Entry, CompleteMapping[]>();

/**
 * The mappings of an endpoint, in the order of the accelerator's ports. An address and port of a
 * destination with two protocols has one mapping of both.
 */
export function mappingsOf(endpoint: Endpoint): CompleteMapping[] {
  // Entries are replaced when they change, so what was reckoned for one stays true.
  const found = known.get(endpoint.entry) ?? reckon(endpoint);
  known.set(endpoint.entry, found);
  return found;
}

function reckon(endpoint: Endpoint): CompleteMapping[] {
  const { group, subnetId, cidr, blocks, entry } = endpoint;
  const ports = portsOf(blocks, entry.id);
  return group.inputs.destinationConfigurations
    .flatMap(({ fromPort, toPort, protocols }) =>
      Array.from({ length: toPort - fromPort + 1 }, (_, index) => fromPort + index).flatMap(
        (port) => mappedAddresses(cidr).map((address) => ({ address, port, protocols })),
      ),
    )
    .map(({ address, port, protocols }, index) => ({
      AcceleratorPort: ports[index] ?? 0,
      EndpointGroupArn: group.id,
      EndpointId: subnetId,
      DestinationSocketAddress: { IpAddress: address, Port: port },
      Protocols: [...protocols] as CompleteMapping["Protocols"],
      DestinationTrafficState: stateOf(endpoint, address, port),
    }))
    .sort((a, b) => a.AcceleratorPort - b.AcceleratorPort);
}

type TrafficState = "ALLOW" | "DENY";

/** The traffic of an endpoint: one state for all, and the ports by address that have the other. */
interface EndpointTraffic {
  base: TrafficState;
  exceptions: Record<string, number[]>;
}

function trafficOf({ entry }: Endpoint): EndpointTraffic {
  const { base, exceptions } = entry.outputs;
  return { base: base as TrafficState, exceptions: exceptions as Record<string, number[]> };
}

function stateOf(endpoint: Endpoint, address: string, port: number): TrafficState {
  const { base, exceptions } = trafficOf(endpoint);
  return exceptions[address]?.includes(port) ? other(base) : base;
}

const other = (state: TrafficState): TrafficState => (state === "ALLOW" ? "DENY" : "ALLOW");

/** What a call says about traffic. */
export interface TrafficChange {
  state: TrafficState;
  all: boolean;
  addresses: readonly string[];
  /** All ports of the destinations where it is empty. */
  ports: readonly number[];
}

/**
 * The outputs of an endpoint once a change of traffic is through.
 *
 * @throws CloudError InvalidArgumentException
 */
export function withTraffic(endpoint: Endpoint, change: TrafficChange): Properties {
  const { state, all, addresses } = change;
  if (all && (addresses.length > 0 || change.ports.length > 0)) {
    throw invalidArgument(
      "You can't specify destination IP addresses and ports when all traffic is meant.",
    );
  }
  if (all) return { ...endpoint.entry.outputs, base: state, exceptions: {} };
  if (addresses.length === 0) {
    throw invalidArgument("DestinationAddresses is required when not all traffic is meant.");
  }
  requireDestinations(endpoint, change);
  const { base, exceptions } = trafficOf(endpoint);
  const ports = change.ports.length > 0 ? change.ports : destinationPorts(endpoint);
  const changed = addresses.map((address): [string, number[]] => {
    const before = exceptions[address] ?? [];
    const rest = before.filter((port) => !ports.includes(port));
    return [address, state === base ? rest : [...rest, ...ports].sort((a, b) => a - b)];
  });
  const entries = Object.entries({ ...exceptions, ...Object.fromEntries(changed) });
  return {
    ...endpoint.entry.outputs,
    exceptions: Object.fromEntries(entries.filter(([, flipped]) => flipped.length > 0)),
  };
}

function destinationPorts({ group }: Endpoint): number[] {
  return group.inputs.destinationConfigurations.flatMap(({ fromPort, toPort }) =>
    Array.from({ length: toPort - fromPort + 1 }, (_, index) => fromPort + index),
  );
}

function requireDestinations(endpoint: Endpoint, { addresses, ports }: TrafficChange): void {
  const mapped = new Set(mappedAddresses(endpoint.cidr));
  const address = addresses.find((one) => !mapped.has(one));
  if (address !== undefined) {
    throw invalidArgument(
      `The destination address ${address} is not in the subnet ${endpoint.subnetId}, or reserved in it.`,
    );
  }
  const there = destinationPorts(endpoint);
  const port = ports.find((one) => !there.includes(one));
  if (port === undefined) return;
  throw invalidArgument(
    `The destination port ${port} is outside of the range that is configured for the endpoint group.`,
  );
}
