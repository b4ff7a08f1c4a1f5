import type * as pulumi from "@pulumi/pulumi";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs {
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

  /**
   * From where the Kubernetes API is reached: the internet, the VPC and networks connected to it,
   * or both.
   *
   * @default "private"
   */
  endpoint?: "public" | "private" | "both";

  /**
   * IPv4 CIDRs that may reach a public endpoint. Required with one, and never the whole internet.
   *
   * @default []
   * @example ["198.51.100.0/24"]
   */
  publicAccessCidrs?: readonly string[];

  /**
   * IPv4 CIDRs outside of the VPC (peers, VPN) that may reach a private endpoint.
   *
   * @default []
   * @example ["10.20.0.0/16"]
   */
  privateAccessCidrs?: readonly string[];

  /**
   * IPv4 block of Service addresses, /12 to /24, private. Fixed once the cluster exists.
   *
   * @default "172.20.0.0/16"
   */
  serviceCidr?: string;

  /**
   * Days that the five kinds of control plane logs are kept.
   *
   * @default 90
   */
  logRetentionDays?: number;

  /**
   * Nothing deletes the cluster until this was turned off and deployed: Pulumi refuses before it
   * deletes anything, AWS whoever asks.
   *
   * @default false
   */
  deletionProtection?: boolean;

  /**
   * AWS may move the cluster's traffic out of a zone that fails (ARC zonal shift).
   *
   * @default false
   */
  zonalShift?: boolean;

  /**
   * EKS Auto Mode: EKS runs nodes, pod networking, load balancing and storage.
   *
   * @default false
   */
  autoMode?: boolean;

  /**
   * Networks of hybrid nodes on premises, and of their pods where webhooks run on them. They may
   * overlap neither the Service addresses nor one another.
   *
   * @default no hybrid nodes
   */
  remoteNetworks?: { nodeCidrs: readonly string[]; podCidrs: readonly string[] };

  /**
   * Versions of core add-ons that are not to be EKS's default, by name.
   *
   * @default {}
   * @example { "kube-proxy": "v1.35.0-eksbuild.2" }
   */
  addOnVersions?: Readonly<Record<string, string>>;
}
