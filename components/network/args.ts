import type { GivenNetworkSettings, NetworkSettings } from "../../model/network/settings";

/** Arguments of a {@link Network}. */
export interface NetworkArgs extends GivenNetworkSettings {
  /**
   * IPv4 block of the cluster's Service addresses: the VPC may not overlap it.
   *
   * @default not checked
   */
  serviceCidr?: string;

  /**
   * Instances in public subnets get public addresses: for nodes there. Load balancers and NAT
   * gateways do not need it.
   *
   * @default false
   */
  publicNodes?: boolean;

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
}

/** Arguments with the settings that were left out. */
export type FilledNetworkArgs = NetworkArgs & NetworkSettings;
