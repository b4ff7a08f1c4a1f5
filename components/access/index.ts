export { ClusterAccess, type AccessGrant, type ClusterAccessArgs } from "./cluster-access";
