import { dnsPort, type CheckedForwarding } from "./forwarding";

/**
 * Domain-specific servers for dnsmasq, for a file in `/etc/dnsmasq.d`. Private answers are accepted even
 * with protection against DNS rebinding.
 * Source: dnsmasq(8), `--server` and `--rebind-domain-ok`.
 */
export function dnsmasqFile({ domains, addresses, port }: CheckedForwarding): string {
  const suffix = port === dnsPort ? "" : `#${port}`;
  return [
    "# Names that Route 53 Resolver answers. Put this file into /etc/dnsmasq.d.",
    ...domains.flatMap((domain) => [
      "",
      ...addresses.map((address) => `server=/${domain}/${address}${suffix}`),
      `rebind-domain-ok=/${domain}/`,
    ]),
    "",
  ].join("\n");
}
