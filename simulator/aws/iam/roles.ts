import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { globalArn, iamId } from "../identity";
import { valuesAt } from "../references";
import { documentText } from "../policy-document";
import { resourceType, type AwsCall } from "../resource";
import { alreadyExists, requirePolicy, requirePrincipals } from "./rules";
import { policyReference, role } from "./reference-targets";
import { text } from "../../values";

type RoleCall = AwsCall<iam.RoleArgs>;

// Characters. Source: IAM User Guide, "IAM and AWS STS quotas".
const MAX_TRUST_POLICY = 2048;
const MAX_ROLE_POLICY = 10_240;

export const roleType = resourceType<iam.RoleArgs>({
  token: role.type,
  service: "IAM",
  noun: "IAM Role",
  operations: { create: "CreateRole", read: "GetRole", update: "UpdateRole", delete: "DeleteRole" },
  global: true,
  id: ({ inputs }) => inputs.name!,
  exists: alreadyExists("Role"),
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 64 },
  references: [policyReference("permissionsBoundary"), policyReference("managedPolicyArns[]")],
  validate: (call) => {
    const { assumeRolePolicy, inlinePolicies = [] } = call.inputs;
    requirePolicy(documentText(assumeRolePolicy), "trust", MAX_TRUST_POLICY);
    requirePrincipals(call, documentText(assumeRolePolicy));
    for (const { policy } of inlinePolicies) {
      if (policy !== undefined) requirePolicy(policy, "identity", MAX_ROLE_POLICY);
    }
  },
  outputs: ({ session, inputs, created, hex }) => ({
    arn: globalArn(session, "iam", `role${inputs.path ?? "/"}${inputs.name}`),
    assumeRolePolicy: documentText(inputs.assumeRolePolicy),
    createDate: created,
    uniqueId: iamId("AROA", hex(34, "unique")),
    managedPolicyArns: inputs.managedPolicyArns ?? [],
    inlinePolicies: inputs.inlinePolicies ?? [],
  }),
  beforeDelete: detachPolicies,
  retries: ["DeleteConflict"],
});

/** Some programs let the provider detach what others attached. */
function detachPolicies({ world, inputs, id }: RoleCall): void {
  if (!inputs.forceDetachPolicies) return;
  for (const type of [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/rolePolicy:RolePolicy",
  ]) {
    for (const entry of world.all(type)) {
      if (valuesAt(entry.inputs, "role").includes(id)) world.remove(entry);
    }
  }
}

export const rolePolicyType = resourceType<iam.RolePolicyArgs>({
  token: "aws:iam/rolePolicy:RolePolicy",
  service: "IAM",
  noun: "IAM Role Policy",
  operations: { create: "PutRolePolicy", read: "GetRolePolicy", delete: "DeleteRolePolicy" },
  global: true,
  overwrites: true,
  id: ({ inputs }) => `${text(inputs.role)}:${inputs.name}`,
  autoname: { property: "name", prefix: "namePrefix", maxLength: 128 },
  references: [{ path: "role", to: role }],
  validate: ({ inputs }) => requirePolicy(documentText(inputs.policy), "identity", MAX_ROLE_POLICY),
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

const MAX_POLICIES_PER_ROLE = 10;

export const rolePolicyAttachmentType = resourceType<iam.RolePolicyAttachmentArgs>({
  token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  service: "IAM",
  noun: "IAM Role Policy Attachment",
  operations: {
    create: "AttachRolePolicy",
    read: "ListAttachedRolePolicies",
    delete: "DetachRolePolicy",
  },
  global: true,
  id: ({ inputs, hex }) => `${text(inputs.role)}-${hex(26)}`,
  references: [{ path: "role", to: role }, policyReference("policyArn")],
  validate: requireRoomForPolicy,
});

function requireRoomForPolicy({ world, inputs, id }: AwsCall<iam.RolePolicyAttachmentArgs>): void {
  const attached = world
    .all(rolePolicyAttachmentType.token)
    .filter((entry) => entry.id !== id && entry.inputs["role"] === inputs.role)
    .map((entry) => entry.inputs["policyArn"]);
  if (new Set([...attached, inputs.policyArn]).size <= MAX_POLICIES_PER_ROLE) return;
  throw new CloudError(
    "LimitExceeded",
    `Cannot exceed quota for PoliciesPerRole: ${MAX_POLICIES_PER_ROLE}`,
  );
}
