import * as awsEks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { child } from "./children";

/** What decides who has access to a cluster. */
export type AccessArgs = Pick<
  ClusterArgs,
  "authenticationMode" | "roleMappings" | "userMappings" | "accessEntries"
>;

type Entries = NonNullable<ClusterArgs["accessEntries"]>;

/** What gives access, for what must come after it. */
export interface Access {
  configMap?: ConfigMap;
  entries: awsEks.AccessEntry[];
  /** The entries as they were asked for, those of nodes among them. */
  asked: Entries[string][];
}

/** Without a mode, EKS looks into the ConfigMap. */
function usesConfigMap({ authenticationMode }: AccessArgs): boolean {
  return authenticationMode !== "API";
}

/** @param mode of the cluster; none is CONFIG_MAP */
export function usesEntries(mode: string | undefined): boolean {
  return mode === "API" || mode === "API_AND_CONFIG_MAP";
}

/**
 * Refuses access that the mode does not know.
 *
 * @throws InputPropertyError
 */
export function requireFittingAccess(
  args: AccessArgs & Pick<ClusterArgs, "instanceRoles" | "autoMode">,
): void {
  const { authenticationMode: mode, accessEntries, autoMode } = args;
  const refuse = (propertyPath: string, reason: string): never => {
    throw new pulumi.InputPropertyError({ propertyPath, reason });
  };
  const modes = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
  if (mode && !modes.includes(mode))
    refuse("authenticationMode", `must be one of ${modes.join(", ")}, not ${mode}`);
  if (!usesConfigMap(args)) {
    for (const name of ["roleMappings", "userMappings", "instanceRoles"] as const) {
      const value: unknown = args[name];
      if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
        refuse(name, "needs the aws-auth ConfigMap, which authenticationMode API does not read");
      }
    }
  }
  if (!usesEntries(mode) && accessEntries) {
    refuse("accessEntries", "needs authenticationMode API or API_AND_CONFIG_MAP");
  }
  if (!usesEntries(mode) && autoMode?.enabled) {
    refuse("autoMode", "needs authenticationMode API or API_AND_CONFIG_MAP");
  }
}

/** Admits nodes, roles and users by what the mode knows: the aws-auth ConfigMap, access entries, or both. */
export function grantAccess(
  name: string,
  args: AccessArgs,
  cluster: awsEks.Cluster,
  kubernetes: pulumi.ProviderResource,
  nodeRoles: pulumi.Output<iam.Role[]>,
  nodeRole: pulumi.Output<iam.Role> | undefined,
  parent: pulumi.Resource,
): Access {
  const configMap = usesConfigMap(args)
    ? createConfigMap(name, args, kubernetes, nodeRoles, parent)
    : undefined;
  if (!usesEntries(args.authenticationMode))
    return { ...(configMap && { configMap }), entries: [], asked: [] };
  const asked: Entries = {
    ...(nodeRole && {
      defaultNodeGroupInstanceRole: { principalArn: nodeRole.arn, type: "EC2_LINUX" },
    }),
    ...args.accessEntries,
  };
  const entries = Object.entries(asked).map(([key, entry]) =>
    createEntry(`${name}-${key}`, entry, cluster, parent),
  );
  return { ...(configMap && { configMap }), entries, asked: Object.values(asked) };
}

function createConfigMap(
  name: string,
  { roleMappings, userMappings }: AccessArgs,
  provider: pulumi.ProviderResource,
  nodeRoles: pulumi.Output<iam.Role[]>,
  parent: pulumi.Resource,
): ConfigMap {
  const arns = nodeRoles.apply((roles) => pulumi.all(roles.map(({ arn }) => arn)));
  const mapRoles = pulumi
    .all([pulumi.output(roleMappings ?? []), arns])
    .apply(([mappings, nodes]) =>
      stringify([
        ...mappings.map(({ roleArn, username, groups }) => ({
          rolearn: roleArn,
          username,
          groups,
        })),
        ...nodes.map((rolearn) => ({
          rolearn,
          username: "system:node:{{EC2PrivateDNSName}}",
          groups: ["system:bootstrappers", "system:nodes"],
        })),
      ]),
    );
  const mapUsers =
    userMappings &&
    pulumi
      .output(userMappings)
      .apply((mappings) =>
        stringify(
          mappings.map(({ userArn, username, groups }) => ({ userarn: userArn, username, groups })),
        ),
      );
  return new ConfigMap(
    `${name}-nodeAccess`,
    {
      immutable: false,
      metadata: {
        name: "aws-auth",
        namespace: "kube-system",
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: { mapRoles, ...(mapUsers && { mapUsers }) },
    },
    { parent, provider },
  );
}

function createEntry(
  name: string,
  args: Entries[string],
  cluster: awsEks.Cluster,
  parent: pulumi.Resource,
): awsEks.AccessEntry {
  const { accessPolicies = {}, username, principalArn, kubernetesGroups, tags, type } = args;
  const dependsOn = [cluster];
  const entry = new awsEks.AccessEntry(
    name,
    { clusterName: cluster.name, principalArn, kubernetesGroups, tags, type, userName: username },
    child(parent, { dependsOn }),
  );
  for (const [key, policy] of Object.entries(accessPolicies)) {
    const { policyArn, accessScope } = pulumi.output(policy);
    new awsEks.AccessPolicyAssociation(
      `${name}-${key}`,
      { clusterName: cluster.name, principalArn, policyArn, accessScope },
      child(entry, { dependsOn: [entry] }),
    );
  }
  return entry;
}
