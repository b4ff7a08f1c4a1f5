import type * as pulumi from "@pulumi/pulumi";
import type { ClusterSettings, GivenClusterSettings } from "../../model/cluster/settings";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends GivenClusterSettings {
  /**
   * Name of the cluster at EKS. It must be known before deployment, because the log group and the
   * subnet tags contain it.
   *
   * @example "eks-scenarios-dev"
   */
  clusterName: string;

  /**
   * Kubernetes minor version; must be in the calendar (model/data/eks-versions.json). A version
   * near or past the end of its support causes a warning.
   *
   * @example "1.35"
   * @see clusterVersion for the version of a cluster whose configuration names none
   */
  version: string;

  /**
   * Day of the deployment, as an ISO date. Warnings about the end of support depend on it.
   *
   * @example "2026-11-21"
   */
  asOf: string;

  /** Private subnets in at least two zones, for the control plane's network interfaces. */
  subnetIds: pulumi.Input<string>[];

  /** The VPC of the subnets. */
  vpcId: pulumi.Input<string>;
}

/** Arguments with all defaults filled in. */
export type FilledClusterArgs = ClusterArgs & ClusterSettings;
