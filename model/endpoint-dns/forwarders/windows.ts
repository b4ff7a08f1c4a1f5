import { InputError } from "../../errors";
import { dnsPort, type CheckedForwarding } from "./forwarding";

/**
 * A PowerShell script that creates conditional forwarders on Windows DNS or updates existing
 * ones. It is idempotent.
 * Source: PowerShell module DnsServer, `Add-` and `Set-DnsServerConditionalForwarderZone`.
 *
 * @throws InputError for a port other than 53, which conditional forwarders do not have.
 */
export function windowsFile({ domains, addresses, port }: CheckedForwarding): string {
  if (port !== dnsPort) {
    throw new InputError({
      argument: "port",
      value: port,
      rule: "cannot be given to a conditional forwarder of Windows DNS",
      fix: "Leave it out: an inbound endpoint answers on port 53.",
    });
  }
  return [
    "# Names that Route 53 Resolver answers. Run as an administrator on the DNS server.",
    "#Requires -Modules DnsServer",
    '$ErrorActionPreference = "Stop"',
    "",
    `$addresses = ${list(addresses)}`,
    `$domains = ${list(domains)}`,
    "",
    "foreach ($domain in $domains) {",
    "    if (Get-DnsServerZone -Name $domain -ErrorAction SilentlyContinue) {",
    "        Set-DnsServerConditionalForwarderZone -Name $domain -MasterServers $addresses",
    "    } else {",
    "        Add-DnsServerConditionalForwarderZone -Name $domain -MasterServers $addresses",
    "    }",
    "}",
    "",
  ].join("\r\n");
}

function list(texts: readonly string[]): string {
  return `@(${texts.map((text) => `"${text}"`).join(", ")})`;
}
