import type { GivenNetworkSettings, NetworkSettings } from "../../model/network/settings";

/** Arguments of a {@link Network}. */
export interface NetworkArgs extends GivenNetworkSettings {
  /**
   * IPv4 block of the cluster's Service addresses; must not overlap the VPC.
   *
   * @default not checked
   */
  serviceCidr?: string;

  /**
   * Whether instances in public subnets get public addresses, for nodes there. Load balancers and
   * NAT gateways do not need it.
   *
   * @default false
   */
  publicNodes?: boolean;

  /**
   * Days for which flow logs are kept.
   *
   * @default 30
   */
  flowLogRetentionDays?: number;

  /**
   * Names of the clusters that use the subnets. The subnets are tagged so that load balancer
   * controllers find them.
   *
   * @default []
   */
  clusterNames?: readonly string[];
}

/** Arguments with all defaults filled in. */
export type FilledNetworkArgs = NetworkArgs & NetworkSettings;
