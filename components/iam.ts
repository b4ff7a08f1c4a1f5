import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/** A statement of an IAM policy, with the keys of IAM. */
export interface Statement {
  Sid?: string;
  /** @default "Allow" */
  Effect?: "Allow" | "Deny";
  Principal?: "*" | Readonly<Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>;
  Action: string | readonly string[];
  Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string | string[]>>>>>;
}

/** Returns the JSON of an IAM policy. */
export function policyDocument(...statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}

/** Trust of a role: the service that may assume it, and the actions that it may use. */
export interface Trust {
  /** `ec2.amazonaws.com` */
  service: string;
  /** @default ["sts:AssumeRole"] */
  actions?: readonly string[];
  condition?: Statement["Condition"];
}

/** Trust in EKS Pod Identity: pods of the service account that an association names. */
export const podIdentityTrust: Trust = {
  service: "pods.eks.amazonaws.com",
  actions: ["sts:AssumeRole", "sts:TagSession"],
};

/** Arguments of a role. */
export interface RoleArgs {
  /** Description of the role, which the console shows. */
  description: string;
  trust: Trust;
  /** AWS managed policies, without `arn:…:policy/`. */
  managedPolicies?: readonly string[];
  /** Partition of the managed policies. */
  partition: pulumi.Input<string>;
}

/** A role with the resources that grant its permissions; users of the role depend on them. */
export interface ServiceRole {
  role: aws.iam.Role;
  grants: pulumi.Resource[];
}

/** Creates a role for a service, with AWS managed policies. */
export function serviceRole(scope: Scope, suffix: string, args: RoleArgs): ServiceRole {
  const name = `${scope.name}-${suffix}`;
  const opts = { parent: scope.parent };
  const { service, actions = ["sts:AssumeRole"], condition } = args.trust;
  const role = new aws.iam.Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: policyDocument({
        Principal: { Service: service },
        Action: actions,
        ...(condition && { Condition: condition }),
      }),
      tags: scope.tags,
    },
    opts,
  );
  const grants = (args.managedPolicies ?? []).map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy.split("/").at(-1) ?? policy}`,
        {
          role: role.name,
          policyArn: pulumi.interpolate`arn:${args.partition}:iam::aws:policy/${policy}`,
        },
        opts,
      ),
  );
  return { role, grants };
}
