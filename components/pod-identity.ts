import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { podIdentityTrust, serviceRole, type ServiceRole } from "./iam";
import type { Scope } from "./scope";

/** A role for the pods of a service account. */
export interface PodRoleArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;
  namespace: string;
  serviceAccount: string;
  /** Description of the role, which the console shows. */
  description: string;
  /** JSON of its IAM policy. */
  policy: pulumi.Input<string>;
  partition: pulumi.Input<string>;
}

/**
 * Creates a role for the pods of one service account, through EKS Pod Identity. Pods get it when
 * they start, so the resources that create them depend on the grants.
 */
export function podRole(
  scope: Scope,
  suffix: string,
  { clusterName, namespace, serviceAccount, description, policy, partition }: PodRoleArgs,
): ServiceRole {
  const name = `${scope.name}-${suffix}`;
  const opts = { parent: scope.parent };
  const { role } = serviceRole(scope, suffix, { description, trust: podIdentityTrust, partition });
  const permissions = new aws.iam.RolePolicy(name, { role: role.name, policy }, opts);
  const association = new aws.eks.PodIdentityAssociation(
    name,
    { clusterName, namespace, serviceAccount, roleArn: role.arn, tags: scope.tags },
    opts,
  );
  return { role, grants: [permissions, association] };
}
