import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import managed from "../data/managed-policies.json";
import type { Reference, Target } from "../references";

// Codes: AWS Identity and Access Management API Reference.

function target<Args>(type: string, notFound: Target["notFound"], conflict: string): Target<Args> {
  return { type, notFound, inUse: () => new CloudError("DeleteConflict", conflict) };
}

export const noSuchEntity = (text: string): CloudError => new CloudError("NoSuchEntity", text);

const named = (kind: string) => (name: string) =>
  noSuchEntity(`The ${kind} with name ${name} cannot be found.`);

const detachFirst = "Cannot delete entity, must detach all policies first.";

export const role = target<iam.RoleArgs>("aws:iam/role:Role", named("role"), detachFirst);

/** A role by its ARN, as other services name it. */
export const roleByArn = (notFound: Target["notFound"]): Target<iam.RoleArgs> => ({
  ...role,
  by: ["arn"],
  notFound,
});

export const user = target<iam.UserArgs>("aws:iam/user:User", named("user"), detachFirst);

export const group = target<iam.GroupArgs>("aws:iam/group:Group", named("group"), detachFirst);

export const policy = target<iam.PolicyArgs>(
  "aws:iam/policy:Policy",
  (arn) => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`),
  "Cannot delete a policy attached to entities.",
);

export const instanceProfile: Target<iam.InstanceProfileArgs> = {
  type: "aws:iam/instanceProfile:InstanceProfile",
  notFound: (name) => noSuchEntity(`Instance Profile ${name} cannot be found.`),
  // IAM deletes a profile that instances use.
  inUse: ({ id }) => new CloudError("DeleteConflict", `${id} is in use.`),
};

const managedNames = new Set(managed.policies);

/** Whether an ARN is of a policy that AWS manages: those always exist. */
export function isManagedPolicy(arn: string): boolean {
  const match = /^arn:aws(?:-cn|-us-gov)?:iam::aws:policy\/(.+)$/.exec(arn);
  return match?.[1] !== undefined && managedNames.has(match[1]);
}

/** A policy, of the account or AWS' own, under `path`. */
export function policyReference(path: string): Reference {
  return { path, to: policy, when: (arn) => !isManagedPolicy(arn) };
}
