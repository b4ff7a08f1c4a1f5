import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { accountOf, type Account } from "../account";
import { policyDocument } from "../iam";
import { scopeOf, type Scope } from "../scope";

/** What somebody may do in the cluster, as an EKS access policy. */
const policies = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
} as const;

/** Access of one IAM role. */
export interface AccessGrant {
  /**
   * What the access is for; part of resource names.
   *
   * @example "support"
   */
  name: string;

  /**
   * ARN of the IAM role (or user).
   *
   * @default a new role, which principals of the account may be allowed to assume
   * @example "arn:aws:iam::123456789012:role/support"
   */
  principalArn?: string;

  /**
   * `view`, `edit` and `admin` as Kubernetes defines these roles; `clusterAdmin` may do anything.
   */
  policy: keyof typeof policies;

  /**
   * Namespaces that the access is limited to.
   *
   * @default all
   */
  namespaces?: readonly string[];
}

/** Arguments of {@link ClusterAccess}. */
export interface ClusterAccessArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /** One grant per IAM role. */
  grants: readonly AccessGrant[];
}

/**
 * Access of further IAM roles to a cluster, through access entries.
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
    check(args);
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

function check({ grants }: ClusterAccessArgs): void {
  grants.forEach(({ name, principalArn, policy, namespaces }, index) => {
    const refuse = (argument: string, value: unknown, rule: string, fix: string): never => {
      throw new InputError({ argument: `grants[${index}].${argument}`, value, rule, fix });
    };
    const earlier = grants.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      refuse("name", name, "is the name of another grant", "Name every grant differently.");
    }
    if (policy === "clusterAdmin" && namespaces) {
      refuse(
        "namespaces",
        namespaces,
        "limits an access that is for the whole cluster",
        'Choose policy "admin" for these namespaces.',
      );
    }
    if (namespaces?.length === 0) {
      refuse(
        "namespaces",
        [],
        "gives access to nothing",
        "List namespaces, or leave it out for all.",
      );
    }
    if (principalArn === undefined) return;
    const sessionRole = /:assumed-role\/([^/]+)\//.exec(principalArn)?.[1];
    if (!/^arn:[a-z-]+:iam::\d{12}:(role|user)\/.+$/.test(principalArn)) {
      refuse(
        "principalArn",
        principalArn,
        "is not the ARN of an IAM role or user",
        sessionRole
          ? `Give the role of the session: arn:aws:iam::<account>:role/${sessionRole}.`
          : "Give for example arn:aws:iam::123456789012:role/support.",
      );
    }
    if (earlier.some((other) => other.principalArn === principalArn)) {
      refuse(
        "principalArn",
        principalArn,
        "has a grant already, and EKS keeps one access entry per principal",
        "Put what it may do into one grant.",
      );
    }
  });
}

/** The role of a grant: the given one, or a new one that can find the cluster and no more. */
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
        // Who may assume it is decided by the IAM policies of the account's principals.
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
      policyArn: pulumi.interpolate`arn:${partition}:eks::aws:cluster-access-policy/${policies[policy]}`,
      accessScope: namespaces
        ? { type: "namespace", namespaces: [...namespaces] }
        : { type: "cluster" },
    },
    { parent: scope.parent },
  );
}
