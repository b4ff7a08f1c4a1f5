import type { GivenNetwork } from "../../model/network/given-network";

/** Arguments of a {@link Network}. */
export interface NetworkArgs {
  /**
   * IPv4 block of the VPC, /16 to /28. Not with `existing`.
   *
   * @example "10.10.0.0/16"
   */
  cidr?: string;

  /**
   * Names of 2 to 6 Availability Zones of one Region. Zones may be added at the end, and the last
   * removed, without touching the subnets of the others. Not with `existing`.
   *
   * @example ["us-east-1a", "us-east-1b"]
   */
  zones?: readonly string[];

  /**
   * A second IPv4 block of the VPC, /16 to /28, cut into one pod subnet per zone: for custom
   * networking, or for the VPC CNI's subnet discovery.
   *
   * @default no pod subnets
   * @example "100.64.0.0/16"
   */
  podCidr?: string;

  /**
   * IPv4 blocks of networks that this one is or will be connected to: it may not overlap them.
   *
   * @default []
   */
  peerCidrs?: readonly string[];

  /**
   * IPv4 block of the cluster's Service addresses: the VPC may not overlap it.
   *
   * @default not checked
   */
  serviceCidr?: string;

  /**
   * NAT gateways: none (private subnets have no way out), one for all zones, or one per zone, so
   * that a zone that fails takes no other with it.
   *
   * @default "single"
   */
  nat?: "none" | "single" | "perAz";

  /**
   * IPv6 addresses beside IPv4: a block of Amazon's for the VPC and a /64 for every subnet.
   *
   * @default false
   */
  ipv6?: boolean;

  /**
   * Instances in public subnets get public addresses: for nodes there. Load balancers and NAT
   * gateways do not need it.
   *
   * @default false
   */
  publicNodes?: boolean;

  /**
   * AWS services that are reached through gateway endpoints, which cost nothing.
   *
   * @default ["s3", "dynamodb"]
   */
  gatewayEndpoints?: readonly string[];

  /**
   * AWS services that are reached through interface endpoints with private DNS, one address in
   * every private subnet each.
   *
   * @default []
   * @example ["ecr.api", "ecr.dkr", "sts"]
   */
  interfaceEndpoints?: readonly string[];

  /**
   * Record all traffic of the VPC in an encrypted log group.
   *
   * @default false
   */
  flowLogs?: boolean;

  /**
   * Days that flow logs are kept.
   *
   * @default 30
   */
  flowLogRetentionDays?: number;

  /**
   * Names of clusters that use the subnets: tagged so that load balancer controllers find them.
   *
   * @default []
   */
  clusterNames?: readonly string[];

  /**
   * A VPC and subnets that exist, to be used as they are: nothing is created or tagged.
   *
   * @default a new VPC
   */
  existing?: GivenNetwork;
}
