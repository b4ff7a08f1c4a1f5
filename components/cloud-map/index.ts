export type { CloudMapInstance, CloudMapNamespaceArgs, CloudMapService } from "./args";
export { DiscoveryFunction, type DiscoveryFunctionArgs } from "./discovery-function";
export { ExternalDns, type ExternalDnsArgs } from "./external-dns";
export type { PublishedNamespace } from "./external-dns-policy";
export { CloudMapNamespace } from "./namespace";
