import { isCidr } from "../network/cidr";
import { cniConflicts } from "./cni-conflicts";
import { InputError } from "../errors";
import { requirePrefixes, type InstanceType } from "./instance-types";
import { checker } from "../schema";
import { choice, count, flag, list, object, optional, text, type Static } from "../schema-parts";

/**
 * Schema of the settings of the Amazon VPC CNI plugin. Omitted settings have the plugin's default.
 * Source: README.md of github.com/aws/amazon-vpc-cni-k8s.
 */
export const cniSettings = object(
  "settings of the Amazon VPC CNI plugin",
  {
    warmEniTarget: optional(
      count("whole network interfaces kept free on a node, 0 or more (WARM_ENI_TARGET)", 0),
    ),
    warmIpTarget: optional(count("addresses kept free on a node, 0 or more (WARM_IP_TARGET)", 0)),
    minimumIpTarget: optional(
      count("addresses that a node has at least, used or free, 0 or more (MINIMUM_IP_TARGET)", 0),
    ),
    warmPrefixTarget: optional(
      count("/28 prefixes kept free on a node, 0 or more (WARM_PREFIX_TARGET)", 0),
    ),
    prefixDelegation: optional(
      flag("true for /28 prefixes instead of single addresses, on Nitro-based instance types"),
    ),
    externalSnat: optional(
      flag(
        "true where pods keep their address on the way out of the VPC, and a NAT gateway brings them to the internet",
      ),
    ),
    excludeSnatCidrs: optional(
      list("IPv4 CIDRs (peered networks) that pods reach with their own address"),
    ),
    customNetworking: optional(
      flag("true for pod addresses from separate pod subnets, one per zone"),
    ),
    subnetDiscovery: optional(
      flag(
        "false to use the node's subnet only, and not those tagged kubernetes.io/role/cni in its zone",
      ),
    ),
    podEnis: optional(flag("true for security groups for pods, on separate interfaces")),
    networkPolicy: optional(flag("true to enforce Kubernetes network policies")),
    logFile: optional(
      text("stdout, stderr or an absolute path on the node for the address manager's log", {
        pattern: "^(stdout|stderr|/.+)$",
      }),
    ),
    logLevel: optional(
      choice("DEBUG, INFO, WARN, ERROR or FATAL", ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"]),
    ),
  },
  "CniSettings",
);

/** Settings of the Amazon VPC CNI plugin. */
export type CniSettings = Static<typeof cniSettings>;

/** Subnet and security groups of a zone's pods with custom networking. */
export interface EniConfig {
  /** Pod subnet of the zone. */
  subnetId: string;
  /** Security groups of the pods' interfaces. @default the node's security groups */
  securityGroupIds?: readonly string[];
}

/** The nodes and subnets that settings are checked against. */
export interface CniContext {
  /** Instance types of the nodes. */
  instanceTypes?: readonly InstanceType[];
  /** Whether nodes run in public subnets. */
  publicNodes?: boolean;
  /** Whether there are pod subnets. */
  podSubnets?: boolean;
}

/** Environment variable of the plugin behind each setting that has one. */
const variables = {
  warmEniTarget: "WARM_ENI_TARGET",
  warmIpTarget: "WARM_IP_TARGET",
  minimumIpTarget: "MINIMUM_IP_TARGET",
  warmPrefixTarget: "WARM_PREFIX_TARGET",
  prefixDelegation: "ENABLE_PREFIX_DELEGATION",
  externalSnat: "AWS_VPC_K8S_CNI_EXTERNALSNAT",
  excludeSnatCidrs: "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS",
  customNetworking: "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
  subnetDiscovery: "ENABLE_SUBNET_DISCOVERY",
  podEnis: "ENABLE_POD_ENI",
  logFile: "AWS_VPC_K8S_CNI_LOG_FILE",
  logLevel: "AWS_VPC_K8S_CNI_LOGLEVEL",
} as const satisfies Partial<Record<keyof CniSettings, string>>;

const checkShape = checker<CniSettings>(cniSettings);

/**
 * Checks settings, their combination, and their fit for the nodes and subnets.
 *
 * @throws InputError for an unknown setting, a value out of range, settings that contradict each
 * other, and settings that cannot work on these nodes.
 */
export function checkCniSettings(
  settings: CniSettings,
  context: CniContext = {},
  argument = "cni",
): void {
  checkShape(settings, argument);
  const conflict = cniConflicts(cniEnvironment(settings))[0];
  if (conflict) {
    const setting = settingOf(conflict.variable);
    throw new InputError({
      argument: `${argument}.${setting}`,
      value: settings[setting],
      rule: conflict.rule,
      fix: conflict.fix,
    });
  }
  settings.excludeSnatCidrs?.forEach((cidr, index) => {
    if (isCidr(cidr) && !cidr.includes(":")) return;
    throw new InputError({
      argument: `${argument}.excludeSnatCidrs[${index}]`,
      value: cidr,
      rule: "is not an IPv4 CIDR block, and the plugin skips what it cannot read",
      fix: "Write an address, a slash and a prefix length, for example 10.20.0.0/16.",
    });
  });
  checkNodes(settings, context, argument);
}

/**
 * The `configurationValues` of the managed add-on `vpc-cni`, as an object.
 *
 * @param eniConfigs With custom networking: the pod subnet by zone name.
 * @param region With custom networking: the Region of the zones.
 */
export function cniConfiguration(
  settings: CniSettings,
  eniConfigs: Readonly<Record<string, EniConfig>> = {},
  region = "",
): Record<string, unknown> {
  const env = cniEnvironment(settings);
  if (settings.customNetworking) env.ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone";
  const subnets = Object.entries(eniConfigs).map(([zone, { subnetId, securityGroupIds }]) => [
    zone,
    { id: subnetId, ...(securityGroupIds && { securityGroups: securityGroupIds }) },
  ]);
  return {
    env,
    // Without it, the kubelet's TCP probes cannot reach pods with branch interfaces.
    ...(settings.podEnis && { init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } } }),
    ...(settings.networkPolicy !== undefined && {
      enableNetworkPolicy: String(settings.networkPolicy),
    }),
    ...(settings.customNetworking && {
      eniConfig: { create: true, region, subnets: Object.fromEntries(subnets) as unknown },
    }),
  };
}

function checkNodes(settings: CniSettings, context: CniContext, argument: string): void {
  if (settings.externalSnat && context.publicNodes) {
    throw new InputError({
      argument: `${argument}.externalSnat`,
      value: true,
      rule: "takes the internet from pods on nodes in public subnets: an internet gateway does not translate pod addresses",
      fix: "Put the nodes into private subnets behind a NAT gateway, or leave external SNAT off.",
    });
  }
  if (settings.prefixDelegation) {
    requirePrefixes(context.instanceTypes ?? [], `${argument}.prefixDelegation`);
  }
  if (settings.customNetworking && context.podSubnets === false) {
    throw new InputError({
      argument: `${argument}.customNetworking`,
      value: true,
      rule: "has no pod subnets to take addresses from",
      fix: 'Give the network a pod CIDR, for example podCidr: "100.64.0.0/16".',
    });
  }
}

/** The settings as environment variables of the plugin. */
export function cniEnvironment(settings: CniSettings): Record<string, string> {
  const entries = Object.entries(variables).flatMap(([setting, variable]) => {
    const value = settings[setting as keyof typeof variables];
    return value === undefined ? [] : [[variable, String(value)]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function settingOf(variable: string): keyof CniSettings {
  const entry = Object.entries(variables).find(([, name]) => name === variable);
  return (entry?.[0] ?? variable) as keyof CniSettings;
}
