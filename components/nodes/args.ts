import type * as pulumi from "@pulumi/pulumi";
import type { FargateSelector } from "../../model/nodes/fargate";
import type { PodAddressing } from "../../model/nodes/max-pods";
import type { Scenario } from "../../model/scenarios";
import type { GivenNodeGroupSettings, NodeGroupSettings } from "../../model/nodes/node-group";

/** Arguments of {@link ManagedNodes}. */
export interface ManagedNodesArgs extends GivenNodeGroupSettings {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the nodes: the cluster's version, after its upgrade.
   *
   * @example "1.35"
   */
  version: string;

  /** Subnets in which to launch nodes. */
  subnetIds: pulumi.Input<string>[];

  /**
   * Assignment of pod addresses by the VPC CNI. It determines the kubelet's limit of pods, which
   * AMIs calculate for single addresses only.
   *
   * @default single addresses from the node's subnet
   */
  addressing?: PodAddressing;

  /**
   * Value of the `Scenario` tag.
   *
   * @default "cluster-from-scratch"
   */
  scenario?: Scenario;
}

/** Arguments with all defaults filled in. */
export type FilledNodesArgs = ManagedNodesArgs & NodeGroupSettings;

/** Arguments of a {@link FargateProfile}. */
export interface FargateProfileArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /** Private subnets; Fargate pods have no public addresses. */
  subnetIds: pulumi.Input<string>[];

  /**
   * One to five selectors. A pod that matches one of them runs on Fargate.
   *
   * @example [{ namespace: "batch" }]
   */
  selectors: readonly FargateSelector[];
}
