/**
 * Label of the parent Region's nodes, which CoreDNS selects. Nodes in Wavelength Zones do not have
 * it.
 */
export const regionNodeLabels: Readonly<Record<string, string>> = {
  "parentregion.resources": "true",
};

/** Nodes that the Region has at least, so that each replica of CoreDNS has one of its own. */
export const regionNodesAtLeast = 2;

/**
 * Settings of the CoreDNS add-on for a cluster with nodes in Wavelength Zones: all replicas in the
 * parent Region, each on a node of its own. Every zone reaches the Region but no other zone, so a
 * replica in one zone would answer no other.
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
