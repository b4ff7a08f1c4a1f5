import { InputError } from "../errors";

const label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
const name = new RegExp(`^${label}(\\.${label})*$`);

/**
 * Parses a DNS name: labels of 1 to 63 letters, digits, hyphens and
 * underscores, 253 characters in all. Source: RFC 1035, section 2.3.4; RFC 2181, section 11.
 *
 * @returns the name in lower case, without the trailing dot.
 * @throws InputError for anything else: an address, a URL, a wildcard, the root.
 * @example parseDomainName("Games.Internal.", "domain"); // "games.internal"
 */
export function parseDomainName(text: string, argument: string): string {
  const plain = text.toLowerCase().replace(/\.$/, "");
  if (name.test(plain) && plain.length <= 253 && !/^[\d.]+$/.test(plain)) return plain;
  const inUrl = /^[a-z]+:\/\/([^/:]+)/.exec(plain)?.[1];
  throw new InputError({
    argument,
    value: text,
    rule: "is not a DNS name",
    fix:
      inUrl === undefined
        ? "Give labels of letters, digits and hyphens with dots between, for example games.internal."
        : `Did you mean "${inUrl}"?`,
  });
}

/**
 * The host name of a cluster's endpoint in lower case.
 *
 * @param endpoint `https://0A1B.gr7.us-east-1.eks.amazonaws.com`
 * @throws InputError for text that is not a URL.
 * @example endpointHost("https://0A1B.gr7.us-east-1.eks.amazonaws.com"); // "0a1b.gr7.us-east-1…"
 */
export function endpointHost(endpoint: string): string {
  const host = /^https:\/\/([^/:]+)/.exec(endpoint)?.[1];
  if (host !== undefined) return parseDomainName(host, "endpoint");
  throw new InputError({
    argument: "endpoint",
    value: endpoint,
    rule: "is not the URL of a cluster's endpoint",
    fix: "Give the URL that EKS shows, https://….eks.amazonaws.com.",
  });
}

/**
 * Domains of AWS: public DNS delegates them, and every VPC resolves the names of AWS services and of
 * cluster endpoints in them. Source: AWS General Reference, "AWS service endpoints".
 */
export const awsDomains: readonly string[] = [
  "amazonaws.com",
  "amazonaws.com.cn",
  "amazonaws.eu",
  "api.aws",
  "on.aws",
];

/** Whether a name is the domain itself or below it. Both must be results of {@link parseDomainName}. */
export function isWithin(text: string, domain: string): boolean {
  return text === domain || text.endsWith(`.${domain}`);
}
