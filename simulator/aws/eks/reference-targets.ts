import type { eks } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { securityGroup, subnet } from "../ec2/reference-targets";
import { role, roleByArn } from "../iam/reference-targets";
import { keyReference } from "../kms";
import { resolve, type Reference, type Target } from "../references";
import type { Place } from "../resource";
import { text } from "../../values";

// Codes: Amazon EKS API Reference.

export const invalidParameter = (text: string): CloudError =>
  new CloudError("InvalidParameterException", text);
export const invalidRequest = (text: string): CloudError =>
  new CloudError("InvalidRequestException", text);
export const inUse = (text: string): CloudError => new CloudError("ResourceInUseException", text);
export const notFound = (text: string): CloudError =>
  new CloudError("ResourceNotFoundException", text);

/** A cluster by its name. */
export const cluster: Target<eks.ClusterArgs> = {
  type: "aws:eks/cluster:Cluster",
  notFound: (name) => notFound(`No cluster found for name: ${name}.`),
  inUse: () => inUse("Cluster has nodegroups attached"),
};

/** Things of a cluster go with it. */
export const ofCluster: Reference = { path: "clusterName", to: cluster, blocks: false };

/** Node groups and Fargate profiles keep their cluster. */
export const keepsCluster = (text: string): Reference => ({
  path: "clusterName",
  to: { ...cluster, inUse: () => inUse(text) },
});

/** Subnets under `path`. */
export const subnets = (path: string): Reference => ({
  path,
  to: { ...subnet, notFound: (id) => invalidParameter(`The subnet ID '${id}' does not exist`) },
});

/** Security groups under `path`. */
export const securityGroups = (path: string): Reference => ({
  path,
  to: {
    ...securityGroup,
    notFound: (id) => invalidParameter(`The security group ID '${id}' does not exist`),
  },
});

/** A role of this account under `path`. */
export const roleReference = (path: string): Reference => ({
  path,
  to: roleByArn((arn) =>
    invalidParameter(
      `Role with arn: ${arn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    ),
  ),
  blocks: false,
});

/** A key for the secrets of a cluster. */
export const secretsKey = (path: string): Reference =>
  keyReference(path, (arn) => invalidParameter(`KMS key with ARN ${arn} does not exist`));

/** @throws CloudError when the role's trust policy does not name the service */
export function requireTrust(
  place: Place,
  roleArn: string,
  service: string,
  problem: string,
): void {
  const entry = resolve(place, { ...role, by: ["arn"] }, roleArn);
  const trustPolicy = text(entry?.outputs["assumeRolePolicy"] ?? "");
  if (!trustPolicy.includes(`"${service}"`)) throw invalidParameter(problem);
}
