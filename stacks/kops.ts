import { Kops } from "../components/kops";
import { Network } from "../components/network";
import type { StackInputs, StackOutputs } from "./stack";

/**
 * Composes the resources for a kops cluster, if configured. It must not share a VPC with an EKS
 * cluster, so it gets its own VPC, with the stack's settings for flow logs and NAT gateways.
 */
export function kops({ config }: StackInputs): StackOutputs {
  const { kops: settings, network: home, cluster } = config;
  if (!settings) return {};
  const network = new Network("kops-network", {
    cidr: settings.networkCidr,
    zones: settings.zones,
    nat: settings.topology === "private" ? (home.nat === "perAz" ? "perAz" : "single") : "none",
    flowLogs: home.flowLogs,
    flowLogRetentionDays: cluster.logRetentionDays,
    clusterNames: [settings.clusterName],
  });
  const { bucketName, groupName, dnsZoneId, manifests, commands } = new Kops("kops", {
    ...settings,
    vpcId: network.vpcId,
    subnets: network.subnets,
  });
  return { kops: { bucketName, groupName, dnsZoneId, manifests, commands } };
}
