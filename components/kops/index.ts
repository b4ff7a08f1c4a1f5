export type { KopsArgs, KopsSubnet } from "./args";
export { Kops } from "./kops";
