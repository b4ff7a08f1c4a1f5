import type { FurtherRegionConfig } from "./custom-routing";
import type { StackConfig } from "./stack";

/**
 * Returns the configuration of the cluster in a further Region: like the stack's own, in a separate
 * network, and with only the workloads to which clients are routed.
 */
export function configInRegion(
  { environment, network, cluster, cni, nodeGroups, guestbook }: StackConfig,
  { region, cidr, zones }: FurtherRegionConfig,
): StackConfig {
  const there = { ...network, cidr, zones };
  delete there.existing;
  return {
    environment,
    network: there,
    cluster: { ...cluster, name: `${cluster.name}-${region}` },
    cni,
    nodeGroups,
    guestbook: { ...guestbook, deploy: false },
    fargate: [],
    access: [],
  };
}
