import type { Resource } from "../frame/resource";

/** The resource types that give permissions to a role. */
export const permissionTypes = [
  "aws:iam/role:Role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/rolePolicy:RolePolicy",
] as const;

type Permission = Resource<(typeof permissionTypes)[number]>;

/** ARNs of the managed policies that a resource gives a role. */
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

/** A policy that is written into a role. */
export interface InlinePolicy {
  /** The property that it is in: `inlinePolicies[0].policy`. */
  path: string;
  /** JSON, or the same as an object. */
  document: unknown;
}

/** The policies that a resource writes into a role. */
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

/** Actions with a wildcard for a whole service, or for all, that a document allows: `*`, `s3:*`. */
export function wideActions(document: unknown): string[] {
  const { Statement = [] } = (typeof document === "string" ? read(document) : document) as Document;
  return [Statement]
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [] }) => [Action].flat())
    .filter((action) => action === "*" || action.endsWith(":*"));
}

/** Whether a resource's policy allows everybody something, without a condition. */
export function isOpenToEverybody(policy: string): boolean {
  const { Statement = [] } = read(policy);
  return [Statement]
    .flat()
    .some(
      ({ Effect, Principal, Condition = {} }) =>
        Effect === "Allow" && isEverybody(Principal) && Object.keys(Condition).length === 0,
    );
}

function isEverybody(principal: Statement["Principal"]): boolean {
  const principals = typeof principal === "object" ? Object.values(principal).flat() : [principal];
  return principals.includes("*");
}

interface Document {
  Statement?: Statement | Statement[];
}

interface Statement {
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  Condition?: object;
  Action?: string | string[];
}

/** What is no JSON allows nothing: AWS refuses it. */
function read(json: string): Document {
  try {
    return (JSON.parse(json) ?? {}) as Document;
  } catch {
    return {};
  }
}
