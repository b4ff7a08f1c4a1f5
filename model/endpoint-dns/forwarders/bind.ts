import { dnsPort, type CheckedForwarding } from "./forwarding";

/**
 * Forward zones for BIND 9, for an `include` in `named.conf`.
 * Source: BIND 9 Administrator Reference Manual, "zone" and "forwarders".
 */
export function bindFile({ domains, addresses, port }: CheckedForwarding): string {
  const suffix = port === dnsPort ? "" : ` port ${port}`;
  const forwarders = addresses.map((address) => `${address}${suffix};`).join(" ");
  return [
    "// Names that Route 53 Resolver answers. Include this file in named.conf:",
    '// include "/etc/bind/eks-endpoints.conf";',
    // A zone cannot set this option, and a configuration has only one options statement.
    "// Private answers are not signed. With DNSSEC validation, the options also need:",
    `// validate-except { ${domains.map((domain) => `"${domain}";`).join(" ")} };`,
    ...domains.flatMap((domain) => [
      "",
      `zone "${domain}" {`,
      "    type forward;",
      "    forward only;",
      `    forwarders { ${forwarders} };`,
      "};",
    ]),
    "",
  ].join("\n");
}
