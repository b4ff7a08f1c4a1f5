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
   * Kubernetes minor version of the nodes: the cluster's, once its update is through.
   *
   * @example "1.35"
   */
  version: string;

  /** Subnets in which nodes are launched. */
  subnetIds: pulumi.Input<string>[];

  /**
   * How the VPC CNI gives addresses to pods: decides how many pods the kubelet accepts, which the
   * AMIs reckon for single addresses only.
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

/** Arguments with the settings that were left out. */
export type FilledNodesArgs = ManagedNodesArgs & NodeGroupSettings;

/** Arguments of a {@link FargateProfile}. */
export interface FargateProfileArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /** Private subnets: Fargate pods have no public addresses. */
  subnetIds: pulumi.Input<string>[];

  /**
   * One to five selectors; a pod that one of them matches runs on Fargate.
   *
   * @example [{ namespace: "batch" }]
   */
  selectors: readonly FargateSelector[];
}
