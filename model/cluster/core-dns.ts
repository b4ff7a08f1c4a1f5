/**
 * Label of the parent Region's nodes, which CoreDNS selects. Nodes in Wavelength Zones do not have
 * it.
 */
export const regionNodeLabels: Readonly<Record<string, string>> = {
  "parentregion.resources": "true",
};

/** Minimum number of nodes in the Region, so that each replica of CoreDNS runs on a different node. */
export const regionNodesAtLeast = 2;

/**
 * Settings of the CoreDNS add-on for a cluster with nodes in Wavelength Zones: all replicas in the
 * parent Region, each on a different node. Every zone reaches the Region but no other zone, so a
 * replica in one zone would not be reachable from the others.
 * Source: add-on configuration schema of coredns, "aws eks describe-addon-configuration".
 */
export const coreDnsInRegion: Readonly<Record<string, unknown>> = {
  replicaCount: regionNodesAtLeast,
  nodeSelector: regionNodeLabels,
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          labelSelector: {
            matchExpressions: [{ key: "k8s-app", operator: "In", values: ["kube-dns"] }],
          },
          topologyKey: "kubernetes.io/hostname",
        },
      ],
    },
  },
};

/**
 * Settings of the CoreDNS add-on for a cluster with these node groups: it runs on labelled nodes
 * if there are any, also in a cluster without Wavelength Zones.
 *
 * @returns undefined for the add-on's default settings
 */
export function coreDnsSettings(
  nodeGroups: readonly { labels: Readonly<Record<string, string>> }[],
): Readonly<Record<string, unknown>> | undefined {
  const labels = Object.entries(regionNodeLabels);
  const isLabelled = nodeGroups.some((group) =>
    labels.every(([key, value]) => group.labels[key] === value),
  );
  return isLabelled ? coreDnsInRegion : undefined;
}
