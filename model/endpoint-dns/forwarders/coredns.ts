import { InputError } from "../../errors";
import { dnsPort, type CheckedForwarding } from "./forwarding";

/** Maximum of addresses in one `forward` of CoreDNS. Source: CoreDNS manual, plugin/forward. */
const maxAddresses = 15;

/**
 * Server blocks for CoreDNS, for an `import` in the Corefile.
 * Source: CoreDNS manual, "Configuration", plugin/forward and plugin/import.
 *
 * @throws InputError for more addresses than CoreDNS supports.
 */
export function coreDnsFile({ domains, addresses, port }: CheckedForwarding): string {
  if (addresses.length > maxAddresses) {
    throw new InputError({
      argument: "addresses",
      value: addresses.length,
      rule: `are more than the ${maxAddresses} that CoreDNS forwards to`,
      fix: "Give fewer; two in different zones are enough.",
    });
  }
  const targets = addresses.map((address) => withPort(address, port)).join(" ");
  return [
    "# Names that Route 53 Resolver answers. Import this file in the Corefile:",
    "# import /etc/coredns/eks-endpoints.conf",
    ...domains.flatMap((domain) => [
      "",
      `${domain} {`,
      "    errors",
      "    cache 30",
      `    forward . ${targets}`,
      "}",
    ]),
    "",
  ].join("\n");
}

function withPort(address: string, port: number): string {
  if (port === dnsPort) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
