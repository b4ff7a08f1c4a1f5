export type { NetworkArgs } from "./args";
export { Network } from "./network";
export type { NetworkSubnet } from "./subnets";
