import { InputError } from "../errors";
import { latticeLimits } from "./names";
import type { RouteKind } from "./route";
import { choice, count, object, optional, text, type Static } from "../schema-parts";
import { didYouMean } from "../suggest";

/** Schema of a {@link Listener}. */
export const listener = object(
  "a port that routes answer on, each with its own domain name",
  {
    name: text("section name, which routes refer to"),
    protocol: choice("protocol", ["HTTP", "HTTPS"]),
    port: count("port, 1 to 65535, a different one for each listener", 1),
    certificateArn: optional(
      text(
        "certificate in ACM for custom domain names of routes, with HTTPS only; left out, VPC Lattice's certificate for the names that it assigns",
      ),
    ),
  },
  "Listener",
);

/** A listener of a Gateway: the domain name of every route answers on this port. */
export type Listener = Static<typeof listener>;

/** The default listeners of a Gateway. */
export const defaultListeners: readonly Listener[] = [{ name: "http", protocol: "HTTP", port: 80 }];

/** Checks the listeners of a Gateway. @throws InputError */
export function checkListeners(listeners: readonly Listener[], argument = "listeners"): void {
  const most = latticeLimits.listenersPerService;
  if (listeners.length < 1 || listeners.length > most) {
    throw new InputError({
      argument,
      value: listeners.length,
      rule: `is not a number of listeners that a VPC Lattice service can have, 1 to ${most}`,
      fix: listeners.length > 0 ? "Make a Gateway of its own for the others." : "Give one.",
    });
  }
  listeners.forEach(({ name, port, protocol, certificateArn }, index) => {
    const refuse = (at: string, value: unknown, rule: string, fix: string): never => {
      throw new InputError({ argument: `${argument}[${index}].${at}`, value, rule, fix });
    };
    const earlier = listeners.slice(0, index);
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
      refuse("name", name, "is not a section name", "Use lower-case letters, digits and hyphens.");
    }
    if (earlier.some((other) => other.name === name)) {
      refuse("name", name, "is the name of another listener", "Name every listener differently.");
    }
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      refuse("port", port, "is not a port", "Give 1 to 65535.");
    }
    if (earlier.some((other) => other.port === port)) {
      refuse("port", port, "is the port of another listener", "Give every listener its own.");
    }
    if (certificateArn !== undefined && protocol === "HTTP") {
      refuse("certificateArn", certificateArn, "is for HTTPS", 'Set protocol "HTTPS".');
    }
  });
}

/**
 * The listeners that a route is attached to.
 *
 * @param names Section names; all listeners that serve the kind when left out.
 * @throws InputError for a name that the Gateway does not have, or a listener that does not serve
 * the kind: gRPC requires HTTPS.
 */
export function attachedListeners(
  kind: RouteKind,
  listeners: readonly Listener[],
  names: readonly string[] | undefined,
  argument = "listeners",
): string[] {
  const serves = ({ protocol }: Listener) => kind === "HTTPRoute" || protocol === "HTTPS";
  const fitting = listeners.filter(serves).map(({ name }) => name);
  names?.forEach((name, index) => {
    if (fitting.includes(name)) return;
    const isThere = listeners.some((listener) => listener.name === name);
    throw new InputError({
      argument: `${argument}[${index}]`,
      value: name,
      rule: isThere
        ? `is a listener for HTTP, and a ${kind} goes over HTTPS`
        : "is not a listener of the Gateway",
      fix: isThere
        ? "Add a listener for HTTPS to the Gateway."
        : didYouMean(
            name,
            listeners.map((listener) => listener.name),
          ),
    });
  });
  const attached = names ? [...names] : fitting;
  if (attached.length > 0) return attached;
  throw new InputError({
    argument,
    value: names ?? listeners.map(({ name }) => name),
    rule: names ? "names no listener" : `are listeners for HTTP, and a ${kind} goes over HTTPS`,
    fix: names ? "Name one, or leave it out for all." : "Add a listener for HTTPS to the Gateway.",
  });
}

/** Schema of {@link PodPorts}. */
export const podPorts = object(
  "TCP ports of pods that VPC Lattice may reach",
  { from: count("first port", 0), to: count("last port", 0) },
  "PodPorts",
);

/** TCP ports of pods, from the first to the last. */
export type PodPorts = Static<typeof podPorts>;

/** Checks the ports of pods that VPC Lattice may reach, if they are given. @throws InputError */
export function checkPodPorts(ports: PodPorts | undefined, argument: string): void {
  if (!ports || (ports.from >= 0 && ports.from <= ports.to && ports.to <= 65_535)) return;
  throw new InputError({
    argument,
    value: ports,
    rule: "is not a range of ports",
    fix: "Give from and to, 0 to 65535, the lower one first.",
  });
}
