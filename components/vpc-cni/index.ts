export { VpcCni, type PodSubnet, type VpcCniArgs } from "./vpc-cni";
