import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { latticeController } from "../../model/lattice/names";
import type { Account } from "../account";
import { policyDocument, type ServiceRole } from "../iam";
import { podRole } from "../pod-identity";
import type { Scope } from "../scope";
import type { GatewayControllerArgs } from "./controller-args";
import { controllerPolicy } from "./controller-policy";

const { namespace, serviceAccount } = latticeController;

/** Creates the role of the controller's service account, through Pod Identity or OIDC. */
export function createControllerRole(
  scope: Scope,
  account: Account,
  { clusterName, vpcId, routeAccessLogs: accessLogs = [], oidcProvider }: GatewayControllerArgs,
): ServiceRole {
  const description = `The VPC Lattice controller of ${scope.name}`;
  const policy = controllerPolicy({ account, clusterName, vpcId, accessLogs });
  if (!oidcProvider) {
    const { partition } = account;
    return podRole(scope, "controller", {
      ...{ clusterName, namespace, serviceAccount, description, policy, partition },
    });
  }
  const name = `${scope.name}-controller`;
  const role = roleForServiceAccount(scope, description, oidcProvider);
  const opts = { parent: scope.parent };
  return { role, grants: [new aws.iam.RolePolicy(name, { role: role.name, policy }, opts)] };
}

function roleForServiceAccount(
  scope: Scope,
  description: string,
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
      description,
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
