import { overlaps, parseCidr4 } from "../../model/network/cidr";
import { InputError } from "../../model/errors";
import { checkLogRetention } from "../../model/cluster/log-retention";
import { versionDates } from "../../model/cluster/versions";
import { checkServiceCidr, privateRanges } from "../../model/network/vpc-cidrs";
import type { ClusterArgs } from "./args";

/** Service addresses where none are named. */
export const defaultServiceCidr = "172.20.0.0/16";

/** Days that control plane logs are kept where nothing else is said. */
export const defaultLogRetention = 90;

/** Checks what is known before deployment. @throws InputError */
export function checkCluster(args: ClusterArgs): void {
  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(args.clusterName)) {
    throw new InputError({
      argument: "cluster.name",
      value: args.clusterName,
      rule: "is not a name that EKS takes",
      fix: "Use up to 100 letters, digits, '-' and '_', beginning with a letter or digit.",
    });
  }
  versionDates(args.version, "cluster.version");
  checkServiceCidr(args.serviceCidr ?? defaultServiceCidr, "cluster.serviceCidr");
  checkLogRetention(args.logRetentionDays ?? defaultLogRetention, "cluster.logRetentionDays");
  checkPublicAccess(args);
  checkPrivateAccess(args);
  checkRemoteNetworks(args);
}

function checkPublicAccess({ endpoint = "private", publicAccessCidrs = [] }: ClusterArgs): void {
  if (endpoint === "private" && publicAccessCidrs.length > 0) {
    throw new InputError({
      argument: "cluster.publicAccessCidrs",
      value: publicAccessCidrs,
      rule: "is for a public endpoint, and this one is private",
      fix: 'Leave it out, use privateAccessCidrs, or choose endpoint "both".',
    });
  }
  if (endpoint !== "private" && publicAccessCidrs.length === 0) {
    throw new InputError({
      argument: "cluster.publicAccessCidrs",
      value: publicAccessCidrs,
      rule: "is empty, which opens the public endpoint to the whole internet",
      fix: 'List the networks of those who use the API, or choose endpoint "private".',
    });
  }
  publicAccessCidrs.forEach((text, index) => {
    const argument = `cluster.publicAccessCidrs[${index}]`;
    const cidr = parseCidr4(text, argument);
    if (cidr.prefix === 0) {
      throw new InputError({
        argument,
        value: text,
        rule: "opens the Kubernetes API to the whole internet",
        fix: "List the networks of those who use it.",
      });
    }
    const range = privateRanges.find((one) => overlaps(parseCidr4(one), cidr));
    if (!range) return;
    throw new InputError({
      argument,
      value: text,
      rule: `is in ${range}: a public endpoint sees public addresses only`,
      fix: "Give the public address from which that network reaches the internet.",
    });
  });
}

function checkPrivateAccess({ endpoint = "private", privateAccessCidrs = [] }: ClusterArgs): void {
  privateAccessCidrs.forEach((cidr, index) =>
    parseCidr4(cidr, `cluster.privateAccessCidrs[${index}]`),
  );
  if (endpoint !== "public" || privateAccessCidrs.length === 0) return;
  throw new InputError({
    argument: "cluster.privateAccessCidrs",
    value: privateAccessCidrs,
    rule: "is for a private endpoint, and this one is public",
    fix: 'Leave it out, or choose endpoint "both".',
  });
}

function checkRemoteNetworks({
  remoteNetworks,
  serviceCidr = defaultServiceCidr,
}: ClusterArgs): void {
  if (!remoteNetworks) return;
  const seen = [{ text: serviceCidr, what: "the Service addresses" }];
  for (const [key, what] of [
    ["nodeCidrs", "remote nodes"] as const,
    ["podCidrs", "remote pods"] as const,
  ]) {
    remoteNetworks[key].forEach((text, index) => {
      const argument = `cluster.remoteNetworks.${key}[${index}]`;
      const cidr = parseCidr4(text, argument);
      const hit = seen.find((one) => overlaps(parseCidr4(one.text), cidr));
      if (hit) {
        throw new InputError({
          argument,
          value: text,
          rule: `overlaps ${hit.text} of ${hit.what}`,
          fix: "Remote nodes, remote pods and Services need blocks of their own.",
        });
      }
      seen.push({ text, what });
    });
  }
}
