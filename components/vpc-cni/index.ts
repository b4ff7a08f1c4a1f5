export { VpcCni, type PodSubnet, type VpcCniArgs } from "./vpc-cni";
export { ZoneEniConfig, type ZoneEniConfigArgs } from "./zone-eni-config";
