import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type { Output } from "@pulumi/pulumi";
import { createClusters, type Clusters } from "./clusters";
import { createIdentities } from "./identities";
import { createNetwork } from "./network";
import { createManagedNodes, createSelfManagedNodes } from "./nodes";

/** Every component of the eks package. What the real plugin registers for it is in registered.json. */
export async function program(): Promise<Record<string, unknown>> {
  await Promise.resolve();
  const network = createNetwork();
  const { vpcId } = network;
  const identities = createIdentities();
  const guard = new aws.ec2.SecurityGroup("guard", { vpcId });
  const clusters = createClusters(network, identities, guard);
  const managed = createManagedNodes(clusters.edge, network, identities);
  const own = createSelfManagedNodes(clusters.spot, network, identities);
  const more = new eks.NodeGroupSecurityGroup("more", {
    vpcId,
    clusterSecurityGroup: guard,
    eksCluster: clusters.guarded.eksCluster,
    tags: { Project: "games" },
  });
  return {
    clusterOutputs: outputsOf(clusters),
    nodeOutputs: {
      ...mapped(managed, ({ nodeGroup }) => nodeGroup.arn),
      ...mapped(own, ({ autoScalingGroup }) => autoScalingGroup.name),
      workersGroup: own["workers"]?.nodeSecurityGroupId,
      more: more.securityGroup.apply(({ id }) => id),
    },
  };
}

/** What programs read of clusters. */
function outputsOf(clusters: Clusters): Record<string, unknown> {
  return mapped(clusters, (cluster) => ({
    kubeconfig: cluster.kubeconfig,
    kubeconfigJson: cluster.kubeconfigJson,
    clusterSecurityGroupId: cluster.clusterSecurityGroupId,
    nodeSecurityGroupId: cluster.nodeSecurityGroupId,
    clusterIngressRuleId: cluster.clusterIngressRuleId,
    defaultNodeGroupAsgName: cluster.defaultNodeGroupAsgName,
    fargateProfileId: cluster.fargateProfileId,
    fargateProfileStatus: cluster.fargateProfileStatus,
    oidcProviderArn: cluster.oidcProviderArn,
    oidcProviderUrl: cluster.oidcProviderUrl,
    oidcIssuer: cluster.oidcIssuer,
    autoModeNodeRoleName: cluster.autoModeNodeRoleName,
    name: cluster.eksCluster.name,
    endpoint: cluster.core.endpoint,
    subnetIds: cluster.core.subnetIds,
    instanceRoles: cluster.instanceRoles.apply((roles): Output<string>[] =>
      roles.map(({ arn }) => arn),
    ),
    roleKubeconfig: cluster.getKubeconfig({ roleArn: "arn:aws:iam::123456789012:role/r" }),
  }));
}

function mapped<T, R>(given: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, map(value)]));
}
