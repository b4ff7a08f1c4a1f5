import type * as pulumi from "@pulumi/pulumi";
import type { RoutedCluster, RoutedSubnet } from "../../model/custom-routing/arguments";
import type { Destination } from "../../model/custom-routing/ports";
import type { customRoutingSettings } from "../../model/custom-routing/settings";
import type { Given } from "../../model/schema-parts";

/** A subnet to whose addresses clients are routed. */
export interface RoutedSubnetArgs extends RoutedSubnet {
  id: pulumi.Input<string>;
}

/** A cluster to whose pods or tasks clients are routed. */
export interface RoutedClusterArgs extends Omit<RoutedCluster, "subnets"> {
  /**
   * Name of the cluster's resources; one name per cluster, in all Regions.
   *
   * @example "dev"
   */
  name: string;

  /**
   * Subnets that pods get their addresses from: the private subnets, or the pod subnets with custom
   * networking.
   */
  subnets: readonly RoutedSubnetArgs[];

  /**
   * Security group of the network interfaces of pods or tasks. The component adds rules that admit
   * clients on the destinations only.
   */
  securityGroupId: pulumi.Input<string>;
}

/** A Region to which clients are routed: an endpoint group. */
export interface RoutedRegionArgs {
  /** @example "eu-west-1" */
  region: string;

  /**
   * Ports of pods to which clients are routed, the same for all clusters of the Region. A change
   * replaces the endpoint group and all its mappings.
   *
   * @example [{ fromPort: 7777, toPort: 7780, protocols: ["UDP"] }]
   */
  destinations: readonly Destination[];

  clusters: readonly RoutedClusterArgs[];
}

/** Arguments of a {@link CustomRouting}. */
export interface CustomRoutingComponentArgs extends Given<typeof customRoutingSettings> {
  /** Regions to which clients are routed. Regions and clusters can be added at any time. */
  regions: readonly RoutedRegionArgs[];
}
