export type { FargateSelector } from "../../model/nodes/fargate";
export type { Taint } from "../../model/nodes/node-group";
export type { FargateProfileArgs, ManagedNodesArgs } from "./args";
export { FargateProfile } from "./fargate-profile";
export { ManagedNodes } from "./managed-nodes";
