import { InputError } from "../errors";
import { overlaps, parseCidr4 } from "../network/cidr";
import { checkServiceCidr, privateRanges } from "../network/vpc-cidrs";
import { checkLogRetention } from "./log-retention";

/** Service addresses where none are named. */
export const defaultServiceCidr = "172.20.0.0/16";

/** Days that control plane logs are kept where nothing else is said. */
export const defaultLogRetention = 90;

/** Settings of a cluster that are known before deployment. */
export interface ClusterSettings {
  clusterName: string;
  endpoint?: "public" | "private" | "both";
  publicAccessCidrs?: readonly string[];
  privateAccessCidrs?: readonly string[];
  serviceCidr?: string;
  logRetentionDays?: number;
  remoteNetworks?: { nodeCidrs: readonly string[]; podCidrs: readonly string[] };
}

/** Where a setting comes from, as its author names it, for errors. */
type PathOf = (setting: keyof ClusterSettings) => string;

/** Checks settings of a cluster by themselves and against each other. @throws InputError */
export function checkClusterSettings(settings: ClusterSettings, at: PathOf): void {
  const { clusterName, serviceCidr, logRetentionDays } = settings;
  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(clusterName)) {
    throw new InputError({
      argument: at("clusterName"),
      value: clusterName,
      rule: "is not a name that EKS takes",
      fix: "Use up to 100 letters, digits, '-' and '_', beginning with a letter or digit.",
    });
  }
  checkServiceCidr(serviceCidr ?? defaultServiceCidr, at("serviceCidr"));
  checkLogRetention(logRetentionDays ?? defaultLogRetention, at("logRetentionDays"));
  checkPublicAccess(settings, at("publicAccessCidrs"));
  checkPrivateAccess(settings, at("privateAccessCidrs"));
  checkRemoteNetworks(settings, at("remoteNetworks"));
}

function checkPublicAccess(
  { endpoint = "private", publicAccessCidrs = [] }: ClusterSettings,
  argument: string,
): void {
  if (endpoint === "private" && publicAccessCidrs.length > 0) {
    throw new InputError({
      argument,
      value: publicAccessCidrs,
      rule: "is for a public endpoint, and this one is private",
      fix: 'Leave it out, use privateAccessCidrs, or choose endpoint "both".',
    });
  }
  if (endpoint !== "private" && publicAccessCidrs.length === 0) {
    throw new InputError({
      argument,
      value: publicAccessCidrs,
      rule: "is empty, which opens the public endpoint to the whole internet",
      fix: 'List the networks of those who use the API, or choose endpoint "private".',
    });
  }
  publicAccessCidrs.forEach((text, index) => {
    const at = `${argument}[${index}]`;
    const cidr = parseCidr4(text, at);
    if (cidr.prefix === 0) {
      throw new InputError({
        argument: at,
        value: text,
        rule: "opens the Kubernetes API to the whole internet",
        fix: "List the networks of those who use it.",
      });
    }
    const range = privateRanges.find((one) => overlaps(parseCidr4(one), cidr));
    if (!range) return;
    throw new InputError({
      argument: at,
      value: text,
      rule: `is in ${range}: a public endpoint sees public addresses only`,
      fix: "Give the public address from which that network reaches the internet.",
    });
  });
}

function checkPrivateAccess(
  { endpoint = "private", privateAccessCidrs = [] }: ClusterSettings,
  argument: string,
): void {
  privateAccessCidrs.forEach((cidr, index) => parseCidr4(cidr, `${argument}[${index}]`));
  if (endpoint !== "public" || privateAccessCidrs.length === 0) return;
  throw new InputError({
    argument,
    value: privateAccessCidrs,
    rule: "is for a private endpoint, and this one is public",
    fix: 'Leave it out, or choose endpoint "both".',
  });
}

function checkRemoteNetworks(
  { remoteNetworks, serviceCidr = defaultServiceCidr }: ClusterSettings,
  argument: string,
): void {
  if (!remoteNetworks) return;
  const seen = [{ text: serviceCidr, what: "the Service addresses" }];
  for (const [key, what] of [
    ["nodeCidrs", "remote nodes"] as const,
    ["podCidrs", "remote pods"] as const,
  ]) {
    remoteNetworks[key].forEach((text, index) => {
      const at = `${argument}.${key}[${index}]`;
      const cidr = parseCidr4(text, at);
      const hit = seen.find((one) => overlaps(parseCidr4(one.text), cidr));
      if (hit) {
        throw new InputError({
          argument: at,
          value: text,
          rule: `overlaps ${hit.text} of ${hit.what}`,
          fix: "Remote nodes, remote pods and Services need blocks of their own.",
        });
      }
      seen.push({ text, what });
    });
  }
}
