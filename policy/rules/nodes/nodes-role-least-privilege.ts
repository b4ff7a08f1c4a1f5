import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import { hasNodes } from "../../support/nodes/roles";
import { inlinePolicies, managedPolicies, permissionTypes } from "../../support/iam/permissions";
import { wideActions } from "../../support/iam/documents";

const role = {
  type: "aws:iam/role:Role",
  properties: {
    name: "nodes",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
      ],
    }),
  },
};

const example = (policy: string) => ({
  role,
  permissions: {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    properties: { role: "${role.name}", policyArn: `arn:aws:iam::aws:policy/${policy}` },
  },
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "${role.arn}",
      subnetIds: ["subnet-1"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    },
  },
});

export const nodesRoleLeastPrivilege = defineRule({
  id: "nodes-role-least-privilege",
  area: "nodes",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "The role of nodes has only the permissions that a node needs.",
  why: "A pod that breaks out of its container has all permissions of the node's role. Permissions of an application belong to the application's own role.",
  fix: "Give the permission to the application with EKS Pod Identity, or list the policy in `allowedPolicies`.",
  fails: example("AmazonS3FullAccess"),
  passes: example("AmazonEKSWorkerNodePolicy"),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
  ],
  references: [
    { framework: "cdk-nag", id: "AwsSolutions-IAM4" },
    { framework: "cdk-nag", id: "AwsSolutions-IAM5" },
  ],
  config: {
    allowedPolicies: property(Type.Array(Type.String()), {
      default: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKSWorkerNodeMinimalPolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEKS_CNI_Policy",
        "AmazonSSMManagedInstanceCore",
        "CloudWatchAgentServerPolicy",
      ],
      description: "names of the managed policies that the role of nodes may have",
    }),
  },
  types: permissionTypes,
  checkInStack(resource, { config, stack, report }) {
    const isOfNodes = ifKnown(() => hasNodes(stack, resource));
    if (isOfNodes === false) return;
    const problems = [
      ...managedPolicies(resource)
        .map((arn) => arn.split("/").at(-1) ?? arn)
        .filter((name) => !config.allowedPolicies.includes(name))
        .map((name) => `The role of nodes must not have the policy ${name}.`),
      ...inlinePolicies(resource)
        .map(({ path, document }) => ({ path, actions: wideActions(document) }))
        .filter(({ actions }) => actions.length > 0)
        .map(
          ({ path, actions }) =>
            `${path} of the role of nodes must not allow ${actions.join(", ")}.`,
        ),
    ];
    if (problems.length === 0) return;
    if (isOfNodes === unknown) throw new UnknownValueError("the role of these nodes");
    problems.forEach((problem) => report(problem));
  },
});
