import type { Resource } from "../../frame/resource";

/** The resource types that give permissions to roles. */
export const permissionTypes = [
  "aws:iam/role:Role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/rolePolicy:RolePolicy",
] as const;

type Permission = Resource<(typeof permissionTypes)[number]>;

/** The ARNs of the managed policies that a resource gives to a role. */
export function managedPolicies(resource: Permission): readonly string[] {
  switch (resource.type) {
    case "aws:iam/role:Role":
      return resource.props.managedPolicyArns ?? [];
    case "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
      return [resource.props.policyArn];
    case "aws:iam/rolePolicy:RolePolicy":
      return [];
  }
}

/** An inline policy of a role. */
export interface InlinePolicy {
  /** The property that contains it: `inlinePolicies[0].policy`. */
  path: string;
  /** The policy as JSON or as an object. */
  document: unknown;
}

/** The inline policies that a resource gives to a role. */
export function inlinePolicies(resource: Permission): InlinePolicy[] {
  switch (resource.type) {
    case "aws:iam/role:Role":
      return (resource.props.inlinePolicies ?? []).map(({ policy }, at) => ({
        path: `inlinePolicies[${at}].policy`,
        document: policy,
      }));
    case "aws:iam/rolePolicy:RolePolicy":
      return [{ path: "policy", document: resource.props.policy }];
    case "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
      return [];
  }
}
