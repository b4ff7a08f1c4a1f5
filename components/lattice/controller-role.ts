import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { latticeController } from "../../model/lattice";
import type { Account } from "../account";
import { podIdentityTrust, policyDocument, serviceRole } from "../iam";
import type { Scope } from "../scope";
import type { GatewayControllerArgs } from "./controller-args";
import { controllerPolicy } from "./controller-policy";

const { namespace, serviceAccount } = latticeController;

/** The controller's role, and what has to be there before its pods start. */
export interface ControllerRole {
  role: aws.iam.Role;
  grants: pulumi.Resource[];
}

/** Creates the role that the controller's service account has, through Pod Identity or OIDC. */
export function createControllerRole(
  scope: Scope,
  account: Account,
  args: GatewayControllerArgs,
): ControllerRole {
  const opts = { parent: scope.parent };
  const role = args.oidcProvider
    ? roleForServiceAccount(scope, args.oidcProvider)
    : serviceRole(scope, "controller", {
        description: `The VPC Lattice controller of ${scope.name}`,
        trust: podIdentityTrust,
        partition: account.partition,
      }).role;
  const policy = new aws.iam.RolePolicy(
    `${scope.name}-controller`,
    {
      role: role.name,
      policy: controllerPolicy({
        account,
        clusterName: args.clusterName,
        vpcId: args.vpcId,
        accessLogs: args.routeAccessLogs ?? [],
      }),
    },
    opts,
  );
  if (args.oidcProvider) return { role, grants: [policy] };
  const association = new aws.eks.PodIdentityAssociation(
    `${scope.name}-controller`,
    {
      clusterName: args.clusterName,
      namespace,
      serviceAccount,
      roleArn: role.arn,
      tags: scope.tags,
    },
    opts,
  );
  return { role, grants: [policy, association] };
}

function roleForServiceAccount(
  scope: Scope,
  { arn, issuer }: NonNullable<GatewayControllerArgs["oidcProvider"]>,
): aws.iam.Role {
  const conditions = pulumi.output(issuer).apply((url) => {
    const host = url.replace(/^https:\/\//, "");
    return {
      StringEquals: {
        [`${host}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
        [`${host}:aud`]: "sts.amazonaws.com",
      },
    };
  });
  return new aws.iam.Role(
    `${scope.name}-controller`,
    {
      description: `The VPC Lattice controller of ${scope.name}`,
      assumeRolePolicy: pulumi.output(conditions).apply((condition) =>
        policyDocument({
          Principal: { Federated: arn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: condition,
        }),
      ),
      tags: scope.tags,
    },
    { parent: scope.parent },
  );
}
