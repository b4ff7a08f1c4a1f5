import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessPolicies, checkGrants, type AccessGrant } from "../../model/cluster/access";
import { accountOf, type Account } from "../account";
import { policyDocument } from "../iam";
import { scopeOf, type Scope } from "../scope";

/** Arguments of {@link ClusterAccess}. */
export interface ClusterAccessArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /** Grants, one per IAM role. */
  grants: readonly AccessGrant[];
}

/**
 * Grants further IAM roles access to a cluster, through access entries.
 *
 * @throws InputError before anything is registered.
 * @example
 * new ClusterAccess("dev", {
 *   clusterName: cluster.clusterName,
 *   grants: [{ name: "support", policy: "view" }],
 * });
 */
export class ClusterAccess extends pulumi.ComponentResource {
  /** ARNs of the roles that have access, by the name of the grant. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    checkGrants(args.grants, "grants");
    super("eks-scenarios:access:ClusterAccess", name, {}, opts);
    const scope = scopeOf(this, name, "cluster-from-scratch");
    const account = accountOf(this);
    this.roleArns = Object.fromEntries(
      args.grants.map((grant) => {
        const arn = principalOf(scope, account, args.clusterName, grant);
        admit(scope, account, args.clusterName, grant, arn);
        return [grant.name, arn];
      }),
    );
    this.registerOutputs({ roleArns: { ...this.roleArns } });
  }
}

/** Returns the role of a grant: the given one, or a new one that can only find the cluster. */
function principalOf(
  scope: Scope,
  { id, region, partition }: Account,
  clusterName: pulumi.Input<string>,
  { name, principalArn, policy }: AccessGrant,
): pulumi.Output<string> {
  if (principalArn !== undefined) return pulumi.output(principalArn);
  const opts = { parent: scope.parent };
  const role = new aws.iam.Role(
    `${scope.name}-${name}`,
    {
      description: `${policy} access to a cluster, for ${name}`,
      assumeRolePolicy: policyDocument({
        // The IAM policies of the account's principals decide who may assume the role.
        Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${id}:root` },
        Action: "sts:AssumeRole",
      }),
      tags: scope.tags,
    },
    opts,
  );
  new aws.iam.RolePolicy(
    `${scope.name}-${name}`,
    {
      role: role.name,
      policy: policyDocument({
        Action: "eks:DescribeCluster",
        Resource: pulumi.interpolate`arn:${partition}:eks:${region}:${id}:cluster/${clusterName}`,
      }),
    },
    opts,
  );
  return role.arn;
}

function admit(
  scope: Scope,
  { partition }: Account,
  clusterName: pulumi.Input<string>,
  { name, policy, namespaces }: AccessGrant,
  principalArn: pulumi.Output<string>,
): void {
  const entry = new aws.eks.AccessEntry(
    `${scope.name}-${name}`,
    { clusterName, principalArn, type: "STANDARD", tags: scope.tags },
    { parent: scope.parent },
  );
  new aws.eks.AccessPolicyAssociation(
    `${scope.name}-${name}`,
    {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: pulumi.interpolate`arn:${partition}:eks::aws:cluster-access-policy/${accessPolicies[policy]}`,
      accessScope: namespaces
        ? { type: "namespace", namespaces: [...namespaces] }
        : { type: "cluster" },
    },
    { parent: scope.parent },
  );
}
