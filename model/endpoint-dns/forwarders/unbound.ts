import { dnsPort, type CheckedForwarding } from "./forwarding";

/**
 * Forward zones for Unbound, for a file in `/etc/unbound/unbound.conf.d`. Private answers are accepted even
 * if they are filtered, and unsigned answers even if signatures are required.
 * Source: unbound.conf(5), "Forward Zone Options", `private-domain` and `domain-insecure`.
 */
export function unboundFile({ domains, addresses, port }: CheckedForwarding): string {
  const suffix = port === dnsPort ? "" : `@${port}`;
  return [
    "# Names that Route 53 Resolver answers. Put this file into /etc/unbound/unbound.conf.d.",
    "",
    "server:",
    ...domains.flatMap((domain) => [
      `    private-domain: "${domain}"`,
      `    domain-insecure: "${domain}"`,
    ]),
    ...domains.flatMap((domain) => [
      "",
      "forward-zone:",
      `    name: "${domain}"`,
      ...addresses.map((address) => `    forward-addr: ${address}${suffix}`),
    ]),
    "",
  ].join("\n");
}
