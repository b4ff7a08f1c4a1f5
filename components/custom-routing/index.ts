export type {
  CustomRoutingComponentArgs,
  RoutedClusterArgs,
  RoutedRegionArgs,
  RoutedSubnetArgs,
} from "./args";
export { CustomRouting } from "./custom-routing";
export { RoutedSample, samplePort, type RoutedSampleArgs } from "./sample";
export { PortMappings } from "./port-mappings";
export type { PortMappingsArgs } from "./port-mappings-args";
