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
   * Kubernetes minor version, one that is in standard support.
   *
   * @default the default version of the calendar, model/data/eks-versions.json
   * @example "1.35"
   */
  version?: string;

  /**
   * The day on which the version's support is judged, as an ISO date.
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
