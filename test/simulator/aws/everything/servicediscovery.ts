import type { Make } from "./make";
import type { Network } from "./network";

/** A namespace of each kind in Cloud Map, and a service with an instance. */
export async function makeServiceDiscovery(make: Make, { vpcId }: Network): Promise<void> {
  const namespace = await make("servicediscovery/PrivateDnsNamespace", {
    name: "games.internal",
    vpc: vpcId,
  });
  await make("servicediscovery/PublicDnsNamespace", { name: "play.example.com" });
  await make("servicediscovery/HttpNamespace", { name: "tables" });
  const service = await make("servicediscovery/Service", {
    name: "frontend",
    dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "A", ttl: 60 }] },
    healthCheckCustomConfig: { failureThreshold: 1 },
  });
  await make("servicediscovery/Instance", {
    serviceId: service.id,
    instanceId: "match-1",
    attributes: { AWS_INSTANCE_IPV4: "10.0.0.20", version: "1.0" },
  });
}
