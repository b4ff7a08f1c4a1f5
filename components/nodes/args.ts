import type * as pulumi from "@pulumi/pulumi";
import type { AmiFamily } from "../../model/nodes/ami";
import type { FargateSelector } from "../../model/nodes/fargate";
import type { PodAddressing } from "../../model/nodes/max-pods";
import type { Scenario } from "../../model/scenarios";
import type { Taint } from "../../model/nodes/node-group";

/** Arguments of {@link ManagedNodes}. */
export interface ManagedNodesArgs {
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
   * EC2 instance types of one architecture. Several make Spot capacity more likely.
   *
   * @example ["m7g.large", "m6g.large"]
   */
  instanceTypes: readonly string[];

  /**
   * Operating system; architecture and GPU drivers follow from the instance types.
   *
   * @default "al2023"
   */
  ami?: AmiFamily;

  /**
   * On-Demand capacity, or Spot capacity that EC2 may take back at two minutes' notice.
   *
   * @default "ON_DEMAND"
   */
  capacityType?: "ON_DEMAND" | "SPOT";

  /** Nodes at least. */
  minSize: number;

  /** Nodes at first; what changes it later (an autoscaler, a person) is not undone. */
  desiredSize: number;

  /** Nodes at most. */
  maxSize: number;

  /**
   * How the VPC CNI gives addresses to pods: decides how many pods the kubelet accepts, which the
   * AMIs reckon for single addresses only.
   *
   * @default single addresses from the node's subnet
   */
  addressing?: PodAddressing;

  /**
   * GiB of the encrypted gp3 volume for images and containers.
   *
   * @default 50
   */
  volumeSize?: number;

  /**
   * Labels of the nodes.
   *
   * @default {}
   * @example { lifecycle: "ondemand" }
   */
  labels?: Readonly<Record<string, string>>;

  /**
   * Taints of the nodes.
   *
   * @default []
   */
  taints?: readonly Taint[];

  /**
   * Nodes that an update takes away at once.
   *
   * @default 1
   */
  maxUnavailable?: number;

  /**
   * Whether an update launches nodes before it takes others away (`DEFAULT`) or after (`MINIMAL`).
   *
   * @default "DEFAULT"
   */
  updateStrategy?: "DEFAULT" | "MINIMAL";

  /**
   * EKS replaces nodes that have stopped working.
   *
   * @default true
   */
  autoRepair?: boolean;

  /**
   * Value of the `Scenario` tag.
   *
   * @default "cluster-from-scratch"
   */
  scenario?: Scenario;
}

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
