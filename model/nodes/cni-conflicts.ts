import cni from "../data/vpc-cni.json";

/** All environment variables that the plugin reads. */
export const cniVariables: readonly string[] = cni.environment;

/** Keys that the managed add-on's configuration may have at the top. */
export const cniConfigurationKeys: readonly string[] = cni.configuration;

/** One contradiction between environment variables of the plugin. */
export interface CniConflict {
  /** The variable to change. */
  variable: string;
  rule: string;
  fix: string;
}

/**
 * Contradictions between environment variables, for settings in the add-on's JSON.
 *
 * @param env Environment variables of the plugin: strings.
 */
export function cniConflicts(env: Readonly<Record<string, string>>): CniConflict[] {
  const set = (variable: string) => env[variable] !== undefined && env[variable] !== "";
  const on = (variable: string) => env[variable] === "true";
  const conflicts: (CniConflict | false)[] = [
    set("AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS") &&
      on("AWS_VPC_K8S_CNI_EXTERNALSNAT") && {
        variable: "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS",
        rule: "excludes networks from a translation that AWS_VPC_K8S_CNI_EXTERNALSNAT has turned off",
        fix: "Set one of the two: with external SNAT, pods reach every network with their own address.",
      },
    set("MINIMUM_IP_TARGET") &&
      !set("WARM_IP_TARGET") && {
        variable: "MINIMUM_IP_TARGET",
        rule: "without WARM_IP_TARGET keeps no address warm: a node never gets more than the minimum",
        fix: "Set WARM_IP_TARGET too, for example to 2.",
      },
    set("WARM_ENI_TARGET") &&
      (set("WARM_IP_TARGET") || set("MINIMUM_IP_TARGET")) && {
        variable: "WARM_ENI_TARGET",
        rule: "is ignored as soon as WARM_IP_TARGET or MINIMUM_IP_TARGET is set",
        fix: "Leave out one or the other.",
      },
    set("WARM_PREFIX_TARGET") &&
      !on("ENABLE_PREFIX_DELEGATION") && {
        variable: "WARM_PREFIX_TARGET",
        rule: "counts prefixes, which there are only with ENABLE_PREFIX_DELEGATION",
        fix: "Turn prefix delegation on or leave the target out.",
      },
    set("WARM_PREFIX_TARGET") &&
      (set("WARM_IP_TARGET") || set("MINIMUM_IP_TARGET")) && {
        variable: "WARM_PREFIX_TARGET",
        rule: "is overridden by WARM_IP_TARGET and MINIMUM_IP_TARGET",
        fix: "Leave out one or the other.",
      },
    env.WARM_PREFIX_TARGET === "0" && {
      variable: "WARM_PREFIX_TARGET",
      rule: "is not supported: every new pod would wait for a prefix",
      fix: "Set it to 1 or more.",
    },
  ];
  return conflicts.filter((conflict) => conflict !== false);
}
