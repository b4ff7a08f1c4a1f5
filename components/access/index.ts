export type { AccessGrant } from "../../model/cluster/access";
export { ClusterAccess, type ClusterAccessArgs } from "./cluster-access";
