import * as eks from "@pulumi/eks";
import type { Identities } from "./identities";
import type { Network } from "./network";

/** Node groups that EKS manages, and an add-on. */
export function createManagedNodes(
  cluster: eks.Cluster,
  network: Network,
  { nodes }: Identities,
): Record<string, eks.ManagedNodeGroup> {
  new eks.Addon("pod-identity", {
    cluster,
    addonName: "eks-pod-identity-agent",
    configurationValues: {},
    preserve: false,
  });
  return {
    system: new eks.ManagedNodeGroup("system", {
      cluster,
      nodeRole: nodes,
      instanceTypes: ["m7g.large"],
      operatingSystem: "AL2023",
      labels: { title: "chess" },
      scalingConfig: { minSize: 2, desiredSize: 3, maxSize: 6 },
      tags: { Project: "games" },
    }),
    tuned: new eks.ManagedNodeGroup("tuned", {
      cluster,
      nodeRole: nodes,
      subnetIds: network.private.slice(0, 1),
      kubeletExtraArgs: "--max-pods=110 --v=2",
      labels: { lifecycle: "ondemand" },
      taints: [{ key: "game", value: "chess", effect: "NO_SCHEDULE" }],
      diskSize: 50,
      enableIMDSv2: true,
      ignoreScalingChanges: true,
    }),
    flasks: new eks.ManagedNodeGroup("flasks", {
      cluster,
      nodeRoleArn: nodes.arn,
      operatingSystem: "Bottlerocket",
      instanceTypes: ["m6i.large", "m5.large"],
      bottlerocketSettings: { settings: { motd: "hello" } },
      taints: [{ key: "flask", effect: "PREFER_NO_SCHEDULE" }],
    }),
    extra: new eks.ManagedNodeGroup("extra", {
      cluster,
      nodeRole: nodes,
      amiType: "AL2023_ARM_64_STANDARD",
      nodeadmExtraOptions: [
        { contentType: "application/node.eks.aws", content: "apiVersion: node.eks.aws/v1alpha1\n" },
      ],
    }),
  };
}

/** Node groups of the program's own: an Auto Scaling group each. */
export function createSelfManagedNodes(
  cluster: eks.Cluster,
  network: Network,
  { profile }: Identities,
): Record<string, eks.NodeGroupV2> {
  return {
    workers: new eks.NodeGroupV2("workers", {
      cluster,
      instanceProfileName: profile.name,
      instanceType: "c7g.xlarge",
      spotPrice: "0.12",
      minSize: 0,
      desiredCapacity: 1,
      maxSize: 9,
      labels: { lifecycle: "spot" },
      taints: { spot: { value: "true", effect: "NoSchedule" } },
      nodeRootVolumeSize: 40,
      nodeRootVolumeType: "gp2",
      nodeRootVolumeEncrypted: true,
      nodeAssociatePublicIpAddress: false,
      enableDetailedMonitoring: true,
      autoScalingGroupTags: { Project: "games" },
      minRefreshPercentage: 25,
      ignoreScalingChanges: true,
    }),
    bottles: new eks.NodeGroupV2("bottles", {
      cluster,
      instanceProfileName: profile.name,
      operatingSystem: "Bottlerocket",
      nodeSubnetIds: network.private.slice(0, 1),
      bottlerocketSettings: { settings: { kubernetes: { "max-pods": 20 } } },
      labels: { os: "bottlerocket" },
    }),
  };
}
