import type * as pulumi from "@pulumi/pulumi";
import type { RoutedCluster, RoutedSubnet } from "../../model/custom-routing/arguments";
import type { Destination } from "../../model/custom-routing/ports";
import type { customRoutingSettings } from "../../model/custom-routing/settings";
import type { Given } from "../../model/schema-parts";

/** A subnet whose addresses clients are routed to. */
export interface RoutedSubnetArgs extends RoutedSubnet {
  id: pulumi.Input<string>;
}

/** A cluster whose pods or tasks clients are routed to. */
export interface RoutedClusterArgs extends Omit<RoutedCluster, "subnets"> {
  /**
   * What its resources are called: one name per cluster, in all Regions.
   *
   * @example "dev"
   */
  name: string;

  /**
   * The subnets that pods get their addresses from: private ones, or with custom networking the pod
   * subnets.
   */
  subnets: readonly RoutedSubnetArgs[];

  /**
   * Security group of the pods' or tasks' network interfaces. It lets clients in, on the
   * destinations only.
   */
  securityGroupId: pulumi.Input<string>;
}

/** A Region that clients are routed to: an endpoint group. */
export interface RoutedRegionArgs {
  /** @example "eu-west-1" */
  region: string;

  /**
   * Ports of pods that clients are routed to, the same for all clusters of the Region. A change
   * makes the endpoint group anew, and with it all its mappings.
   *
   * @example [{ fromPort: 7777, toPort: 7780, protocols: ["UDP"] }]
   */
  destinations: readonly Destination[];

  clusters: readonly RoutedClusterArgs[];
}

/** Arguments of a {@link CustomRouting}. */
export interface CustomRoutingComponentArgs extends Given<typeof customRoutingSettings> {
  /** Where clients are routed to. Regions and clusters can be added at any time. */
  regions: readonly RoutedRegionArgs[];
}
