import { InputError } from "../errors";
import { overlaps, parseCidr4 } from "../network/cidr";
import { checkServiceCidr, privateRanges } from "../network/vpc-cidrs";
import {
  choice,
  count,
  flag,
  list,
  object,
  optional,
  text,
  texts,
  withDefault,
  type Given,
  type Static,
} from "../schema-parts";
import { checkLogRetention } from "./log-retention";

/** Schema of the settings of a cluster, as a stack and the component have them. */
export const clusterSettings = object("the EKS cluster", {
  endpoint: withDefault(
    choice(
      "from where the API is reached: the internet, the VPC and networks connected to it, or both",
      ["public", "private", "both"],
    ),
    "private",
  ),
  publicAccessCidrs: withDefault(
    list(
      "IPv4 CIDRs that may reach a public endpoint: required with one, and never the whole internet",
      { examples: [["198.51.100.0/24"]] },
    ),
    [],
  ),
  privateAccessCidrs: withDefault(
    list("IPv4 CIDRs outside of the VPC (peers, VPN) that may reach a private endpoint", {
      examples: [["10.20.0.0/16"]],
    }),
    [],
  ),
  serviceCidr: withDefault(
    text("IPv4 block of Service addresses, /12 to /24, private; fixed once the cluster exists"),
    "172.20.0.0/16",
  ),
  logRetentionDays: withDefault(
    count("days that the five kinds of control plane logs are kept", 1),
    90,
  ),
  deletionProtection: withDefault(
    flag(
      "true where nothing deletes the cluster until this was turned off and deployed: neither Pulumi nor AWS",
    ),
    false,
  ),
  zonalShift: withDefault(
    flag(
      "true where AWS may move the cluster's traffic out of a zone that fails (ARC zonal shift)",
    ),
    false,
  ),
  autoMode: withDefault(
    flag("true for EKS Auto Mode: EKS runs nodes, pod networking, load balancing and storage"),
    false,
  ),
  remoteNetworks: optional(
    object(
      "networks of hybrid nodes on premises, which overlap neither the Service addresses nor each other",
      {
        nodeCidrs: list("IPv4 blocks of the nodes"),
        podCidrs: withDefault(list("IPv4 blocks of their pods, where webhooks run on them"), []),
      },
      "RemoteNetworks",
    ),
  ),
  addOnVersions: withDefault(
    texts("versions of core add-ons that are not to be EKS's default, by name", {
      examples: [{ "kube-proxy": "v1.35.0-eksbuild.2" }],
    }),
    {},
  ),
});

/** Settings of a cluster, with their defaults filled in. */
export type ClusterSettings = Static<typeof clusterSettings>;

/** Settings of a cluster as their author writes them. */
export type GivenClusterSettings = Given<typeof clusterSettings>;

/** The properties of a cluster that are checked before deployment. */
interface CheckedSettings extends ClusterSettings {
  clusterName: string;
}

/** The path of a setting in the author's input, for errors. */
type PathOf = (setting: keyof CheckedSettings) => string;

/** Checks each setting of a cluster and the combination of settings. @throws InputError */
export function checkClusterSettings(settings: CheckedSettings, at: PathOf): void {
  const { clusterName, serviceCidr, logRetentionDays } = settings;
  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(clusterName)) {
    throw new InputError({
      argument: at("clusterName"),
      value: clusterName,
      rule: "is not a name that EKS takes",
      fix: "Use up to 100 letters, digits, '-' and '_', beginning with a letter or digit.",
    });
  }
  checkServiceCidr(serviceCidr, at("serviceCidr"));
  checkLogRetention(logRetentionDays, at("logRetentionDays"));
  checkPublicAccess(settings, at("publicAccessCidrs"));
  checkPrivateAccess(settings, at("privateAccessCidrs"));
  checkRemoteNetworks(settings, at("remoteNetworks"));
}

function checkPublicAccess(
  { endpoint, publicAccessCidrs }: ClusterSettings,
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
  { endpoint, privateAccessCidrs }: ClusterSettings,
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
  { remoteNetworks, serviceCidr }: ClusterSettings,
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
