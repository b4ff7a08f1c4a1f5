export type { EndpointDnsArgs, ResolvedCluster, ResolverVpc, ResolverVpcSubnet } from "./args";
export { EndpointDns } from "./endpoint-dns";
