import { bindFile } from "./bind";
import { coreDnsFile } from "./coredns";
import { dnsmasqFile } from "./dnsmasq";
import { checkForwarding, type CheckedForwarding, type Forwarding } from "./forwarding";
import { unboundFile } from "./unbound";
import { windowsFile } from "./windows";

export type { Forwarding } from "./forwarding";

interface Forwarder {
  /** Name of the file. */
  file: string;
  render: (forwarding: CheckedForwarding) => string;
}

const forwarders = {
  bind: { file: "bind/eks-endpoints.conf", render: bindFile },
  dnsmasq: { file: "dnsmasq/eks-endpoints.conf", render: dnsmasqFile },
  unbound: { file: "unbound/eks-endpoints.conf", render: unboundFile },
  coredns: { file: "coredns/eks-endpoints.conf", render: coreDnsFile },
  windows: { file: "windows/eks-endpoints.ps1", render: windowsFile },
} satisfies Record<string, Forwarder>;

/** A DNS server that can forward to an inbound endpoint. */
export type ForwarderKind = keyof typeof forwarders;

/** All kinds of DNS servers with a file format. */
export const forwarderKinds = Object.keys(forwarders) as ForwarderKind[];

/** A configuration file of a DNS server. */
export interface ForwarderFile {
  kind: ForwarderKind;
  /** Path to write it to, relative: `bind/eks-endpoints.conf`. */
  path: string;
  text: string;
}

/**
 * Writes the configuration with which a DNS server, on premises or elsewhere, forwards names to a
 * Route 53 Resolver inbound endpoint.
 *
 * @throws InputError for names and addresses that are not valid, and for features that the server does not support.
 * @example
 * forwarderFile("dnsmasq", { domains: ["games.internal"], addresses: ["10.0.0.10"] }).text;
 * // … server=/games.internal/10.0.0.10
 */
export function forwarderFile(kind: ForwarderKind, forwarding: Forwarding): ForwarderFile {
  const { file, render } = forwarders[kind];
  return { kind, path: file, text: render(checkForwarding(forwarding)) };
}
