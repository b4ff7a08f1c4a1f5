import { checkKops, type KopsPlan } from "../model/kops/plan";
import { networkPaths, planNetwork } from "../model/network/plan";

/** The kops set-up of a stack: its plan, in a separate VPC with the block `networkCidr`. */
export type KopsConfig = KopsPlan;

/** Checks the kops set-up of a stack, with the network that it gets. @throws InputError */
export function checkKopsConfig(kops: KopsConfig): void {
  checkKops(kops, "kops");
  const { networkCidr: cidr, zones } = kops;
  planNetwork({ cidr, zones }, { ...networkPaths("kops"), cidr: "kops.networkCidr" });
}
