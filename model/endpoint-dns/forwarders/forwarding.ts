import { Address4, Address6 } from "ip-address";
import { parseDomainName } from "../domain-names";
import { InputError } from "../../errors";

/** The names that a DNS server forwards, and the addresses to which it forwards them. */
export interface Forwarding {
  /** Names, each with all that is below it. */
  domains: readonly string[];
  /** Addresses of the inbound endpoint. */
  addresses: readonly string[];
  /** Port of the addresses; inbound endpoints answer on 53. @default 53 */
  port?: number;
}

/** A checked {@link Forwarding}: names in lower case, without the trailing dot. */
export type CheckedForwarding = Required<Forwarding>;

/** The port of DNS. */
export const dnsPort = 53;

/**
 * Checks names and addresses. Checked names and addresses have no special meaning
 * in a configuration file.
 *
 * @param argument Prefix of the names in errors; may be empty.
 * @throws InputError for names and addresses that are not valid, missing or listed twice.
 */
export function checkForwarding(forwarding: Forwarding, argument = ""): CheckedForwarding {
  const at = (name: string) => (argument === "" ? name : `${argument}.${name}`);
  const { domains, addresses, port = dnsPort } = forwarding;
  const names = domains.map((text, index) => parseDomainName(text, `${at("domains")}[${index}]`));
  requireSome(names, at("domains"), "Name at least the host of a cluster's endpoint.");
  requireSome(addresses, at("addresses"), "Give the addresses of the inbound endpoint.");
  requireDistinct(names, at("domains"));
  requireDistinct(addresses, at("addresses"));
  addresses.forEach((text, index) => requireAddress(text, `${at("addresses")}[${index}]`));
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InputError({
      argument: at("port"),
      value: port,
      rule: "is not a port",
      fix: "Leave it out: an inbound endpoint answers on port 53.",
    });
  }
  return { domains: names, addresses, port };
}

function requireSome(list: readonly string[], argument: string, fix: string): void {
  if (list.length > 0) return;
  throw new InputError({ argument, value: list, rule: "is empty", fix });
}

function requireDistinct(list: readonly string[], argument: string): void {
  list.forEach((text, index) => {
    if (list.indexOf(text) === index) return;
    throw new InputError({
      argument: `${argument}[${index}]`,
      value: text,
      rule: "is listed twice",
      fix: "List it once.",
    });
  });
}

function requireAddress(text: string, argument: string): void {
  const isAddress = Address4.isValid(text) || Address6.isValid(text);
  if (isAddress && !/[/%]/.test(text)) return;
  throw new InputError({
    argument,
    value: text,
    rule: "is not an IP address",
    fix: "Give one address of the inbound endpoint, for example 10.0.0.10.",
  });
}
