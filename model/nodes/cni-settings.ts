import { isCidr } from "../network/cidr";
import { cniConflicts } from "./cni-conflicts";
import { InputError } from "../errors";
import { requirePrefixes, type InstanceType } from "./instance-types";
import { checker } from "../schema";

/**
 * Settings of the Amazon VPC CNI plugin. What is left out keeps the plugin's default.
 * Source: README.md of github.com/aws/amazon-vpc-cni-k8s.
 */
export interface CniSettings {
  /** Whole network interfaces kept free on a node: WARM_ENI_TARGET. @default 1 */
  warmEniTarget?: number;
  /** Addresses kept free on a node: WARM_IP_TARGET. @default none */
  warmIpTarget?: number;
  /** Addresses that a node has at least, used or free: MINIMUM_IP_TARGET. @default none */
  minimumIpTarget?: number;
  /** /28 prefixes kept free on a node, with prefix delegation: WARM_PREFIX_TARGET. @default 1 */
  warmPrefixTarget?: number;
  /** /28 prefixes for pods instead of single addresses, on Nitro types. @default false */
  prefixDelegation?: boolean;
  /**
   * Pods keep their address on the way out of the VPC, so that what answers them or reaches them
   * from outside sees it; a NAT gateway brings them to the internet. @default false
   */
  externalSnat?: boolean;
  /** IPv4 CIDRs (peered networks) that pods reach with their own address. @default none */
  excludeSnatCidrs?: string[];
  /** Pods get addresses from pod subnets of their own, one per zone. @default false */
  customNetworking?: boolean;
  /** Also use subnets tagged `kubernetes.io/role/cni` in the node's zone. @default true */
  subnetDiscovery?: boolean;
  /** Security groups for pods, on interfaces of their own. @default false */
  podEnis?: boolean;
  /** Enforce Kubernetes network policies. @default false */
  networkPolicy?: boolean;
  /** Log of the address manager: `stdout`, `stderr` or a path on the node. */
  logFile?: string;
  /** @default "DEBUG" */
  logLevel?: "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
}

/** Where the pods of a zone get their addresses with custom networking. */
export interface EniConfig {
  /** Pod subnet of the zone. */
  subnetId: string;
  /** Security groups of the pods' interfaces; the node's own when left out. */
  securityGroupIds?: readonly string[];
}

/** What settings are checked against. */
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

const target = (description: string) => ({ type: "integer", minimum: 0, description });
const flag = (description: string) => ({ type: "boolean", description });

/** JSON schema of {@link CniSettings}. */
export const cniSettingsSchema = {
  type: "object",
  description: "settings of the Amazon VPC CNI plugin",
  additionalProperties: false,
  properties: {
    warmEniTarget: target("whole network interfaces kept free on a node, 0 or more"),
    warmIpTarget: target("addresses kept free on a node, 0 or more"),
    minimumIpTarget: target("addresses that a node has at least, 0 or more"),
    warmPrefixTarget: target("/28 prefixes kept free on a node, 0 or more"),
    prefixDelegation: flag("true for /28 prefixes instead of single addresses"),
    externalSnat: flag("true where a NAT gateway brings pods to the internet"),
    excludeSnatCidrs: {
      type: "array",
      items: { type: "string" },
      description: "IPv4 CIDRs that pods reach with their own address",
    },
    customNetworking: flag("true for pod addresses from pod subnets"),
    subnetDiscovery: flag("false to use the node's subnet only"),
    podEnis: flag("true for security groups for pods"),
    networkPolicy: flag("true to enforce Kubernetes network policies"),
    logFile: {
      type: "string",
      pattern: "^(stdout|stderr|/.+)$",
      description: "stdout, stderr or an absolute path on the node",
    },
    logLevel: {
      enum: ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"],
      description: "DEBUG, INFO, WARN, ERROR or FATAL",
    },
  },
};

const checkShape = checker<CniSettings>(cniSettingsSchema);

/**
 * Checks settings by themselves and against the nodes and subnets that they are for.
 *
 * @throws InputError for an unknown setting, a value out of range, settings that contradict one
 * another, and settings that cannot work on these nodes.
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
 * @param eniConfigs With custom networking: per zone name, the pod subnet to use.
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
    // Without it, the kubelet's TCP probes cannot reach pods that have interfaces of their own.
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
