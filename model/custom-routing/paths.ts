import { pathTo } from "../errors";

/** Paths of a cluster's arguments in the author's input, for errors. */
export interface RoutedClusterPaths {
  internetGateway: string;
  externalSnat: string;
  traffic: string;
  subnet: (index: number) => { cidr: string; tier: string };
}

/** As {@link RoutedClusterPaths}, for a Region. */
export interface RoutedRegionPaths {
  region: string;
  destinations: string;
  clusters: string;
  cluster: (index: number) => RoutedClusterPaths;
}

/** As {@link RoutedClusterPaths}, for the whole request. */
export interface RoutingPaths {
  acceleratorName: string;
  clientCidrs: string;
  listenerPorts: string;
  regions: string;
  region: (index: number) => RoutedRegionPaths;
}

/** The paths of the arguments under `argument`, with the names of the properties. */
export function routingPaths(argument: string): RoutingPaths {
  const regions = pathTo(argument, "regions");
  return {
    acceleratorName: pathTo(argument, "acceleratorName"),
    clientCidrs: pathTo(argument, "clientCidrs"),
    listenerPorts: pathTo(argument, "listenerPorts"),
    regions,
    region: (index) => regionPaths(`${regions}[${index}]`),
  };
}

function regionPaths(argument: string): RoutedRegionPaths {
  const clusters = `${argument}.clusters`;
  return {
    region: `${argument}.region`,
    destinations: `${argument}.destinations`,
    clusters,
    cluster: (index) => clusterPaths(`${clusters}[${index}]`),
  };
}

function clusterPaths(argument: string): RoutedClusterPaths {
  return {
    internetGateway: `${argument}.internetGateway`,
    externalSnat: `${argument}.externalSnat`,
    traffic: `${argument}.traffic`,
    subnet: (index) => ({
      cidr: `${argument}.subnets[${index}].cidr`,
      tier: `${argument}.subnets[${index}].tier`,
    }),
  };
}
