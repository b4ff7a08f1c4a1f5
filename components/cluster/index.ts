export { AddOns, type AddOnsArgs } from "./add-ons";
export type { ClusterArgs } from "./args";
export { Cluster } from "./cluster";
export { clusterVersion } from "./version";
