import { CloudMapNamespace, DiscoveryFunction, ExternalDns } from "../components/cloud-map";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** Registers services in Cloud Map, and publishes the cluster's Services there, if configured. */
export function cloudMap(
  { config }: StackInputs,
  { network, cluster, ready }: Foundation,
): StackOutputs {
  if (!config.cloudMap) return {};
  const { externalDns, discoveryFunction, kind, ...settings } = config.cloudMap;
  const namespace = new CloudMapNamespace("cloud-map", {
    ...settings,
    kind,
    ...(kind === "private" && { vpcId: network.vpcId }),
  });
  if (externalDns) {
    new ExternalDns(
      "external-dns",
      {
        ...externalDns,
        clusterName: cluster.clusterName,
        ownerId: config.cluster.name,
        namespaces: [namespace],
      },
      { provider: cluster.provider, dependsOn: ready },
    );
  }
  const discovery = discoveryFunction
    ? new DiscoveryFunction("discover", {
        namespace,
        logRetentionDays: config.cluster.logRetentionDays,
      })
    : undefined;
  const { namespaceName, namespaceId, hostedZoneId, serviceIds } = namespace;
  return {
    cloudMap: {
      namespaceName,
      namespaceId,
      hostedZoneId,
      serviceIds: { ...serviceIds },
      ...(discovery && { discoveryUrl: discovery.url }),
    },
  };
}
