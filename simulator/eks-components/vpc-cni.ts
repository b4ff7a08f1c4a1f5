import * as awsEks from "@pulumi/aws/eks";
import { DaemonSetPatch } from "@pulumi/kubernetes/apps/v1/daemonSetPatch";
import type { VpcCniAddonArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { newestVersion, sortedJson } from "./add-ons";
import { requireOne, requireSupported, type ArgumentTable } from "./arguments";
import { child } from "./children";

const ARGUMENTS: ArgumentTable<VpcCniAddonArgs> = {
  addonVersion: true,
  clusterName: true,
  clusterVersion: true,
  cniConfigureRpfilter: true,
  cniCustomNetworkCfg: true,
  cniExternalSnat: true,
  configurationValues: true,
  customNetworkConfig: true,
  disableTcpEarlyDemux: true,
  enableNetworkPolicy: true,
  enablePodEni: true,
  enablePrefixDelegation: true,
  eniConfigLabelDef: true,
  eniMtu: true,
  externalSnat: true,
  logFile: true,
  logLevel: true,
  nodePortSupport: true,
  resolveConflictsOnCreate: true,
  resolveConflictsOnUpdate: true,
  securityContextPrivileged: true,
  serviceAccountRoleArn: true,
  tags: true,
  vethPrefix: true,
  warmEniTarget: true,
  warmIpTarget: true,
  warmPrefixTarget: true,
};

/**
 * Variables of the VPC CNI with the argument that sets each and what the plugin sets without it.
 * `customNetworkConfig` is not among them: the plugin overwrites it with `cniCustomNetworkCfg`.
 */
const VARIABLES: Readonly<
  Record<string, [argument: keyof VpcCniAddonArgs | undefined, otherwise?: string]>
> = {
  AWS_VPC_CNI_NODE_PORT_SUPPORT: ["nodePortSupport"],
  WARM_ENI_TARGET: ["warmEniTarget", "1"],
  WARM_IP_TARGET: ["warmIpTarget"],
  WARM_PREFIX_TARGET: ["warmPrefixTarget"],
  ENABLE_PREFIX_DELEGATION: ["enablePrefixDelegation"],
  AWS_VPC_K8S_CNI_LOGLEVEL: ["logLevel", "DEBUG"],
  AWS_VPC_K8S_CNI_LOG_FILE: ["logFile", "/host/var/log/aws-routed-eni/ipamd.log"],
  AWS_VPC_K8S_CNI_VETHPREFIX: ["vethPrefix", "eni"],
  AWS_VPC_ENI_MTU: ["eniMtu", "9001"],
  ENI_CONFIG_LABEL_DEF: ["eniConfigLabelDef"],
  AWS_VPC_K8S_PLUGIN_LOG_LEVEL: [undefined, "DEBUG"],
  AWS_VPC_K8S_PLUGIN_LOG_FILE: [undefined, "/var/log/aws-routed-eni/plugin.log"],
  ENABLE_POD_ENI: ["enablePodEni", "false"],
  AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER: ["cniConfigureRpfilter"],
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: ["cniCustomNetworkCfg", "false"],
};

/** The VPC CNI as an add-on, with its settings as arguments. */
export class VpcCniAddon extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs = {};

  constructor(
    name: string,
    args: VpcCniAddonArgs | undefined,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:VpcCniAddon", name, {}, options);
    if (args === undefined) return;
    requireSupported("VpcCniAddon", args, ARGUMENTS);
    requireOne(args, "externalSnat", "cniExternalSnat");
    const { clusterName, serviceAccountRoleArn } = args;
    const addon = new awsEks.Addon(
      name,
      {
        clusterName,
        addonName: "vpc-cni",
        addonVersion: versionOf(args, this),
        resolveConflictsOnCreate: args.resolveConflictsOnCreate ?? "OVERWRITE",
        resolveConflictsOnUpdate: args.resolveConflictsOnUpdate ?? "OVERWRITE",
        preserve: true,
        configurationValues: sortedJson(settingsOf(args)),
        serviceAccountRoleArn,
        // The plugin takes them as they are, though its schema calls them a list.
        tags: args.tags as awsEks.AddonArgs["tags"],
      },
      child(this),
    );
    if (args.securityContextPrivileged) makePrivileged(name, addon, this);
    this.outputs = { addon };
    this.registerOutputs(this.outputs);
  }
}

function versionOf(
  { addonVersion, clusterVersion }: VpcCniAddonArgs,
  parent: pulumi.Resource,
): pulumi.Input<string> {
  if (addonVersion) return addonVersion;
  if (clusterVersion) return newestVersion("vpc-cni", clusterVersion, parent);
  throw new pulumi.InputPropertyError({
    propertyPath: "addonVersion",
    reason: "give it, or clusterVersion to take the newest version for",
  });
}

function settingsOf(args: VpcCniAddonArgs): pulumi.Output<object> {
  const given = Object.entries(VARIABLES).flatMap(([variable, [argument, otherwise]]) => {
    const value = argument && (args[argument] as pulumi.Input<string | number | boolean>);
    const set = value ? textOf(value) : otherwise;
    return set === undefined ? [] : [[variable, set] as const];
  });
  const snat = args.externalSnat || args.cniExternalSnat || false;
  const env = {
    ...Object.fromEntries(given),
    AWS_VPC_K8S_CNI_EXTERNALSNAT: textOf(snat),
  };
  const early = textOf(args.disableTcpEarlyDemux ?? false);
  return pulumi
    .all([env, early, args.enableNetworkPolicy, pulumi.output(args.configurationValues ?? {})])
    .apply(([variables, DISABLE_TCP_EARLY_DEMUX, networkPolicy, settings]) => ({
      ...(networkPolicy !== undefined && { enableNetworkPolicy: String(networkPolicy) }),
      ...settings,
      env: { ...variables, ...objectAt(settings, "env") },
      init: {
        ...objectAt(settings, "init"),
        env: { DISABLE_TCP_EARLY_DEMUX, ...objectAt(objectAt(settings, "init"), "env") },
      },
    }));
}

function textOf(value: pulumi.Input<string | number | boolean>): pulumi.Output<string> {
  return pulumi.output(value).apply(String);
}

function objectAt(values: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = values[key];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** The add-on has no setting for this, so the plugin patches its DaemonSet. */
function makePrivileged(name: string, addon: awsEks.Addon, parent: pulumi.Resource): void {
  const containers = [{ name: "aws-node", securityContext: { privileged: true } }];
  new DaemonSetPatch(
    name,
    {
      metadata: {
        name: "aws-node",
        namespace: "kube-system",
        annotations: { "pulumi.com/patchForce": "true" },
      },
      spec: { template: { spec: { containers } } },
    },
    { parent, dependsOn: [addon], retainOnDelete: true },
  );
}
