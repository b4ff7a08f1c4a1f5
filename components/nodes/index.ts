export type { FargateProfileArgs, FargateSelector, ManagedNodesArgs, Taint } from "./args";
export { FargateProfile } from "./fargate-profile";
export { ManagedNodes } from "./managed-nodes";
