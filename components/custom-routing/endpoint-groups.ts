import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { destinationPorts, rangeOf, trafficOfSubnet } from "../../model/custom-routing/arguments";
import type { Scope } from "../scope";
import type { RoutedRegionArgs } from "./args";
import { RoutedEndpoint } from "./endpoint";

/** The resources that an endpoint group depends on. */
export interface GroupParents {
  accelerator: aws.globalaccelerator.CustomRoutingAccelerator;
  listener: aws.globalaccelerator.CustomRoutingListener;
}

/**
 * Creates the endpoint group of a Region with an endpoint for every subnet.
 *
 * @returns its ARN
 */
export function createEndpointGroup(
  scope: Scope,
  { accelerator, listener }: GroupParents,
  { region, destinations, clusters }: RoutedRegionArgs,
): pulumi.Output<string> {
  const group = new aws.globalaccelerator.CustomRoutingEndpointGroup(
    `${scope.name}-${region}`,
    {
      listenerArn: listener.id,
      endpointGroupRegion: region,
      destinationConfigurations: destinations.map((destination) => ({
        ...rangeOf(destination),
        protocols: [...destination.protocols],
      })),
    },
    {
      parent: scope.parent,
      // A listener has at most one group per Region.
      deleteBeforeReplace: true,
      // The provider would replace the group whenever a subnet is added or removed.
      ignoreChanges: ["endpointConfigurations"],
    },
  );
  const ports = destinationPorts(destinations);
  for (const { name, subnets, traffic = "all" } of clusters) {
    for (const { id, cidr } of subnets) {
      new RoutedEndpoint(
        `${scope.name}-${name}-${cidr}`,
        {
          acceleratorArn: accelerator.id,
          endpointGroupArn: group.id,
          subnetId: id,
          cidr,
          ports,
          traffic: trafficOfSubnet(traffic, cidr),
        },
        { parent: scope.parent },
      );
    }
  }
  return group.id;
}
