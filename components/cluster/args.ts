import type * as pulumi from "@pulumi/pulumi";
import type { ClusterSettings, GivenClusterSettings } from "../../model/cluster/settings";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends GivenClusterSettings {
  /**
   * Name of the cluster at EKS, known before deployment: log group and subnet tags carry it.
   *
   * @example "eks-scenarios-dev"
   */
  clusterName: string;

  /**
   * Kubernetes minor version, one that the calendar (model/data/eks-versions.json) lists. The end of its support is
   * a warning.
   *
   * @example "1.35"
   * @see clusterVersion for the version of a cluster whose configuration names none
   */
  version: string;

  /**
   * The day of the deployment, as an ISO date: warnings about the support of the version depend on it.
   *
   * @example "2026-11-21"
   */
  asOf: string;

  /** Private subnets in at least two zones, for the control plane's network interfaces. */
  subnetIds: pulumi.Input<string>[];

  /** The VPC of the subnets. */
  vpcId: pulumi.Input<string>;
}

/** Arguments with the settings that were left out. */
export type FilledClusterArgs = ClusterArgs & ClusterSettings;
