import { trust, type Make } from "./make";
import type { Network } from "./network";

/** A cluster with one of each of its parts. */
export async function makeCluster(make: Make, { subnetIds, groupId }: Network): Promise<void> {
  const role = await make("iam/Role", { assumeRolePolicy: trust("eks.amazonaws.com") }, "cluster");
  const nodeRole = await make("iam/Role", { assumeRolePolicy: trust("ec2.amazonaws.com") }, "node");
  const podRole = await make(
    "iam/Role",
    { assumeRolePolicy: trust("eks-fargate-pods.amazonaws.com") },
    "pod",
  );
  const cluster = await make("eks/Cluster", {
    name: "dev",
    roleArn: role.outputs["arn"]!,
    version: "1.35",
    vpcConfig: { subnetIds, securityGroupIds: [groupId] },
    accessConfig: { authenticationMode: "API" },
  });
  const clusterName = cluster.id;
  await make("eks/NodeGroup", {
    clusterName,
    nodeRoleArn: nodeRole.outputs["arn"]!,
    subnetIds,
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
  });
  await make("eks/Addon", { clusterName, addonName: "coredns" });
  await make("eks/FargateProfile", {
    clusterName,
    podExecutionRoleArn: podRole.outputs["arn"]!,
    subnetIds: [subnetIds[1]!],
    selectors: [{ namespace: "serverless" }],
  });
  const principalArn = role.outputs["arn"]!;
  await make("eks/AccessEntry", { clusterName, principalArn });
  await make("eks/AccessPolicyAssociation", {
    clusterName,
    principalArn,
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    accessScope: { type: "cluster" },
  });
  await make("eks/PodIdentityAssociation", {
    clusterName,
    namespace: "kube-system",
    serviceAccount: "aws-node",
    roleArn: podRole.outputs["arn"]!,
  });
  await make("eks/IdentityProviderConfig", {
    clusterName,
    oidc: {
      clientId: "games",
      identityProviderConfigName: "players",
      issuerUrl: "https://login.example.com",
    },
  });
}
