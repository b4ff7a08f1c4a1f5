import type { Stack, StackResource } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { nodeRoles } from "../../support/node-roles";

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
  says: "The role of nodes may do what a node does, and nothing else.",
  why: "Whatever the node's role may do, a pod that breaks out of its container may do. Permissions of applications belong to their own roles.",
  fix: "Give the permission to the application by EKS Pod Identity, or list the policy in `allowedPolicies`.",
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
    allowedPolicies: {
      type: "array",
      items: { type: "string" },
      default: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKSWorkerNodeMinimalPolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEKS_CNI_Policy",
        "AmazonSSMManagedInstanceCore",
        "CloudWatchAgentServerPolicy",
      ],
      description: "names of the managed policies that a node's role may have",
    },
  },
  types: [
    "aws:iam/role:Role",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/rolePolicy:RolePolicy",
  ],
  checkInStack(resource, { config, stack, report }) {
    const problems = [
      ...managedPolicies(resource)
        .map((arn) => arn.split("/").at(-1) ?? arn)
        .filter((name) => !config.allowedPolicies.includes(name))
        .map((name) => `The role of nodes has the policy ${name}.`),
      ...inlinePolicies(resource)
        .map(([path, document]) => [path, wideActions(document)] as const)
        .filter(([, actions]) => actions.length > 0)
        .map(([path, actions]) => `${path} of the role of nodes allows ${actions.join(", ")}.`),
    ];
    if (problems.length === 0 || !isOfNodes(stack, resource)) return;
    problems.forEach((problem) => report(problem));
  },
});

/** Whether a role, or the role that a policy is for, is one of nodes. */
function isOfNodes(stack: Stack, resource: Judged): boolean {
  const { urns, unclear } = nodeRoles(stack);
  const roles = resource.type === "aws:iam/role:Role" ? [resource] : rolesOf(stack, resource);
  if (roles.some(({ urn }) => urns.has(urn))) return true;
  if (unclear) throw new UnknownValueError("the role of a node group");
  return false;
}

function rolesOf(stack: Stack, policy: Exclude<Judged, { type: "aws:iam/role:Role" }>) {
  const name = () => policy.props.role as string;
  const { found, possible, unresolved } = stack.target(
    policy,
    "role",
    "aws:iam/role:Role",
    name,
    "name",
  );
  if (unresolved) throw new UnknownValueError("role");
  return [...found, ...possible];
}

type Judged = StackResource<
  | "aws:iam/role:Role"
  | "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
  | "aws:iam/rolePolicy:RolePolicy"
>;

function managedPolicies(resource: Judged): readonly string[] {
  if (resource.type === "aws:iam/role:Role") return resource.props.managedPolicyArns ?? [];
  return resource.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    ? [resource.props.policyArn]
    : [];
}

function inlinePolicies(resource: Judged): [string, unknown][] {
  if (resource.type === "aws:iam/rolePolicy:RolePolicy") return [["policy", resource.props.policy]];
  return resource.type === "aws:iam/role:Role"
    ? (resource.props.inlinePolicies ?? []).map(({ policy }, at) => [
        `inlinePolicies[${at}].policy`,
        policy,
      ])
    : [];
}

/** Actions with a wildcard that a policy document allows: `*`, `s3:*`. */
function wideActions(document: unknown): string[] {
  const policy = (typeof document === "string" ? JSON.parse(document) : document) as {
    Statement?: Statement | Statement[];
  };
  return [policy.Statement ?? []]
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [] }) => [Action].flat())
    .filter((action) => action === "*" || action.endsWith(":*"));
}

interface Statement {
  Effect?: string;
  Action?: string | string[];
}
