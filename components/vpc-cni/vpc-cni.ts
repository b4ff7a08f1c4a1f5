import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import {
  checkCniSettings,
  cniConfiguration,
  type CniSettings,
  type EniConfig,
} from "../../model/nodes/cni-settings";
import { instanceType } from "../../model/nodes/instance-types";
import { accountOf } from "../account";
import { addOn } from "../add-on";
import { scopeOf } from "../scope";

/** The pod subnet of one zone, for custom networking. */
export interface PodSubnet {
  /**
   * Zone name.
   *
   * @example "us-east-1a"
   */
  zone: string;

  /** Id of the zone's pod subnet. */
  id: pulumi.Input<string>;
}

/** Arguments of a {@link VpcCni}. */
export interface VpcCniArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the cluster.
   *
   * @example "1.35"
   */
  version: string;

  /**
   * Settings of the plugin; `model/nodes/cni-settings.ts` describes each.
   *
   * @default {}
   * @example { prefixDelegation: true, warmPrefixTarget: 1 }
   */
  settings?: CniSettings;

  /**
   * Pod subnets, one per zone, for custom networking.
   *
   * @default []
   */
  podSubnets?: readonly PodSubnet[];

  /**
   * Security groups of the pods' network interfaces, for custom networking.
   *
   * @default the security groups of the node
   */
  podSecurityGroupIds?: pulumi.Input<string>[];

  /**
   * Instance types of all nodes of the cluster. Settings that one of them does not support are
   * refused.
   *
   * @default not checked
   */
  instanceTypes?: readonly string[];

  /**
   * Whether nodes run in public subnets, where external SNAT would cut pods off from the internet.
   *
   * @default false
   */
  publicNodes?: boolean;

  /**
   * Versions of core add-ons that differ from EKS's default, by add-on name.
   *
   * @default {}
   * @example { "vpc-cni": "v1.20.4-eksbuild.1" }
   */
  addOnVersions?: Readonly<Record<string, string>>;
}

/**
 * The Amazon VPC CNI plugin as a managed add-on, with typed settings and its own role. It must
 * exist before the first node: deploy node groups with `dependsOn` it.
 *
 * @throws InputError before anything is registered, for settings that contradict each other or
 * cannot work on the nodes.
 * @example
 * const cni = new VpcCni("dev", {
 *   clusterName: cluster.clusterName,
 *   version: cluster.version,
 *   settings: { warmIpTarget: 2, minimumIpTarget: 10 },
 * });
 */
export class VpcCni extends pulumi.ComponentResource {
  /** The add-on's configuration values, as sent to EKS. */
  readonly configuration: pulumi.Output<string>;

  constructor(name: string, args: VpcCniArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings = {}, podSubnets = [], addOnVersions = {} } = args;
    check(args, settings, podSubnets);
    super("eks-scenarios:vpc-cni:VpcCni", name, {}, opts);
    const scope = scopeOf(this, name, "vpc-cni");
    const configuration = configurationOf(this, args, settings, podSubnets);
    const addon = addOn(
      scope,
      "vpc-cni",
      { clusterName: args.clusterName, version: args.version, addOnVersions },
      configuration,
    );
    this.configuration = addon.configurationValues.apply((json) => json ?? "");
    this.registerOutputs({ configuration: this.configuration });
  }
}

function check(args: VpcCniArgs, settings: CniSettings, podSubnets: readonly PodSubnet[]): void {
  const context = {
    podSubnets: podSubnets.length > 0,
    publicNodes: args.publicNodes ?? false,
    instanceTypes: (args.instanceTypes ?? []).map((type, index) =>
      instanceType(type, `instanceTypes[${index}]`),
    ),
  };
  checkCniSettings(settings, context, "settings");
  podSubnets.forEach(({ zone }, index) => {
    if (podSubnets.findIndex((other) => other.zone === zone) === index) return;
    throw new InputError({
      argument: `podSubnets[${index}].zone`,
      value: zone,
      rule: "has a pod subnet already, and an ENIConfig names one subnet per zone",
      fix: "Give one pod subnet per zone.",
    });
  });
}

function configurationOf(
  parent: VpcCni,
  { podSecurityGroupIds }: VpcCniArgs,
  settings: CniSettings,
  podSubnets: readonly PodSubnet[],
): pulumi.Output<string> {
  if (!settings.customNetworking) return pulumi.output(JSON.stringify(cniConfiguration(settings)));
  const subnets = podSubnets.map(({ zone, id }) => ({ zone, id }));
  return pulumi
    .all([subnets, podSecurityGroupIds, accountOf(parent).region])
    .apply(([zones, securityGroupIds, region]) => {
      const eniConfigs = zones.map(({ zone, id }): [string, EniConfig] => [
        zone,
        { subnetId: id, ...(securityGroupIds && { securityGroupIds }) },
      ]);
      return JSON.stringify(cniConfiguration(settings, Object.fromEntries(eniConfigs), region));
    });
}
