import limits from "../data/custom-routing.json";
import { InputError } from "../errors";
import type { Destination, PortRange } from "./settings";

export type { Destination, PortRange };

/** A protocol that a custom routing accelerator carries. */
export type Protocol = Destination["protocols"][number];

/** The highest port number. */
export const lastPort = 65_535;

/** First planned listener port, after the well-known ports. */
const firstPlannedPort = 1024;

/** Number of ports in the ranges, which do not overlap. */
export function portCount(ranges: readonly PortRange[]): number {
  return ranges.reduce((sum, { fromPort, toPort }) => sum + toPort - fromPort + 1, 0);
}

/** Ranges as text: `1024-2047, 4096`. */
export function portsText(ranges: readonly PortRange[]): string {
  return ranges
    .map(({ fromPort, toPort }) => (fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`))
    .join(", ");
}

/** The same ports in as few ranges as possible, in order. */
export function mergedPorts(ranges: readonly PortRange[]): PortRange[] {
  const merged: PortRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.fromPort - b.fromPort)) {
    const last = merged.at(-1);
    if (last && range.fromPort <= last.toPort + 1) {
      last.toPort = Math.max(last.toPort, range.toPort);
    } else {
      merged.push({ fromPort: range.fromPort, toPort: range.toPort });
    }
  }
  return merged;
}

/** The ports of `before` that are not in `after`. */
export function lostPorts(before: readonly PortRange[], after: readonly PortRange[]): PortRange[] {
  let lost = mergedPorts(before);
  for (const kept of mergedPorts(after)) {
    lost = lost.flatMap(({ fromPort, toPort }) =>
      [
        { fromPort, toPort: Math.min(toPort, kept.fromPort - 1) },
        { fromPort: Math.max(fromPort, kept.toPort + 1), toPort },
      ].filter((rest) => rest.fromPort <= rest.toPort),
    );
  }
  return lost;
}

/**
 * Listener ports that a subnet needs: its size, including the addresses that AWS reserves, times
 * ports times protocols.
 *
 * @param prefix Prefix length of the subnet.
 */
export function portsOfSubnet(prefix: number, destinations: readonly Destination[]): number {
  const perAddress = destinations.reduce(
    (sum, { fromPort, toPort = fromPort, protocols }) =>
      sum + (toPort - fromPort + 1) * protocols.length,
    0,
  );
  return 2 ** (32 - prefix) * perAddress;
}

/**
 * Listener ports for `needed` destinations. AWS allocates ports in blocks and documents that it
 * may need more of them than the product, so the plan adds a reserve of an eighth, as far as
 * ports are available.
 */
export function withReserve(needed: number): number {
  return Math.max(
    needed,
    Math.min(needed + Math.ceil(needed / 8), lastPort - firstPlannedPort + 1),
    limits.listener.minPortsPerRange,
  );
}

/**
 * The listener ports for `needed` destinations: one range with a fixed first port, so that more
 * destinations only extend it.
 *
 * @throws InputError if the destinations need more ports than exist.
 */
export function planListenerPorts(needed: number, argument: string): PortRange[] {
  const count = withReserve(needed);
  if (needed > lastPort - firstPlannedPort + 1) {
    throw new InputError({
      argument,
      value: needed,
      rule: `destinations are more than the ${lastPort - firstPlannedPort + 1} listener ports of an accelerator from ${firstPlannedPort} on`,
      fix: "Route to fewer ports or to smaller subnets, or spread the subnets over several accelerators.",
    });
  }
  return [{ fromPort: firstPlannedPort, toPort: firstPlannedPort + count - 1 }];
}

/**
 * Checks given listener ports.
 *
 * @param needed Number of destinations that the ports must cover.
 * @throws InputError
 */
export function checkListenerPorts(
  ranges: readonly PortRange[],
  needed: number,
  argument: string,
): void {
  const { maxPortRanges, minPortsPerRange } = limits.listener;
  if (ranges.length < 1 || ranges.length > maxPortRanges) {
    throw new InputError({
      argument,
      value: ranges,
      rule: `has ${ranges.length} ranges; a listener has 1 to ${maxPortRanges}`,
      fix: "Merge adjacent ranges.",
    });
  }
  ranges.forEach((range, index) => {
    const at = `${argument}[${index}]`;
    checkPortRange(range, at);
    if (portCount([range]) < minPortsPerRange) {
      throw new InputError({
        argument: at,
        value: range,
        rule: `has ${portCount([range])} ports; a listener's range has at least ${minPortsPerRange}`,
        fix: `Make it longer, for example ${range.fromPort}-${range.fromPort + minPortsPerRange - 1}.`,
      });
    }
    const other = ranges.slice(0, index).find((earlier) => overlap(earlier, range));
    if (!other) return;
    throw new InputError({
      argument: at,
      value: range,
      rule: `overlaps ${portsText([other])}`,
      fix: "Give every port once.",
    });
  });
  const wanted = Math.min(withReserve(needed), lastPort);
  if (portCount(ranges) >= wanted) return;
  throw new InputError({
    argument,
    value: ranges,
    rule: `has ${portCount(ranges)} ports for ${needed} destinations, which need ${wanted} with the reserve for AWS's allocation in blocks`,
    fix: "Add a range or make one longer, route to fewer ports, or to smaller subnets.",
  });
}

/** Checks a range of ports. @throws InputError */
export function checkPortRange({ fromPort, toPort }: PortRange, argument: string): void {
  const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= lastPort;
  if (isPort(fromPort) && isPort(toPort) && fromPort <= toPort) return;
  throw new InputError({
    argument,
    value: { fromPort, toPort },
    rule: "is not a valid range of ports",
    fix: `Give a first port and a last port that is not before it, 1 to ${lastPort}.`,
  });
}

/** Whether two ranges share a port. */
export function overlap(a: PortRange, b: PortRange): boolean {
  return a.fromPort <= b.toPort && b.fromPort <= a.toPort;
}
