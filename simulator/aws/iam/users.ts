import type { iam } from "@pulumi/aws";
import { globalArn, iamId } from "../identity";
import { documentText } from "../policy-document";
import { resourceType } from "../resource";
import { alreadyExists, requirePolicy } from "./rules";
import { group, policyReference, user } from "./reference-targets";
import { text } from "../../values";

// Characters. Source: IAM User Guide, "IAM and AWS STS quotas".
const MAX_USER_POLICY = 2048;
const MAX_GROUP_POLICY = 5120;

export const userType = resourceType<iam.UserArgs>({
  token: user.type,
  service: "IAM",
  noun: "IAM User",
  operations: { create: "CreateUser", read: "GetUser", update: "UpdateUser", delete: "DeleteUser" },
  global: true,
  id: ({ inputs }) => inputs.name!,
  exists: alreadyExists("User"),
  defaults: { forceDestroy: false, path: "/" },
  autoname: { property: "name", maxLength: 64 },
  references: [policyReference("permissionsBoundary")],
  outputs: ({ session, inputs, hex }) => ({
    arn: globalArn(session, "iam", `user${inputs.path ?? "/"}${inputs.name}`),
    uniqueId: iamId("AIDA", hex(34, "unique")),
  }),
  retries: ["DeleteConflict"],
});

export const userPolicyType = resourceType<iam.UserPolicyArgs>({
  token: "aws:iam/userPolicy:UserPolicy",
  service: "IAM",
  noun: "IAM User Policy",
  operations: { create: "PutUserPolicy", read: "GetUserPolicy", delete: "DeleteUserPolicy" },
  global: true,
  overwrites: true,
  id: ({ inputs }) => `${inputs.user}:${inputs.name}`,
  autoname: { property: "name", prefix: "namePrefix", maxLength: 128 },
  references: [{ path: "user", to: user }],
  validate: ({ inputs }) => requirePolicy(documentText(inputs.policy), "identity", MAX_USER_POLICY),
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

export const userGroupMembershipType = resourceType<iam.UserGroupMembershipArgs>({
  token: "aws:iam/userGroupMembership:UserGroupMembership",
  service: "IAM",
  noun: "IAM User Group Membership",
  operations: { create: "AddUserToGroup", delete: "RemoveUserFromGroup" },
  global: true,
  id: ({ hex }) => `terraform-${hex(26)}`,
  references: [
    { path: "user", to: user },
    { path: "groups[]", to: group },
  ],
});

export const groupType = resourceType<iam.GroupArgs>({
  token: group.type,
  service: "IAM",
  noun: "IAM Group",
  operations: {
    create: "CreateGroup",
    read: "GetGroup",
    update: "UpdateGroup",
    delete: "DeleteGroup",
  },
  global: true,
  id: ({ inputs }) => inputs.name!,
  exists: alreadyExists("Group"),
  defaults: { path: "/" },
  autoname: { property: "name", maxLength: 128 },
  outputs: ({ session, inputs, hex }) => ({
    arn: globalArn(session, "iam", `group${inputs.path ?? "/"}${inputs.name}`),
    uniqueId: iamId("AGPA", hex(34, "unique")),
  }),
});

export const groupPolicyType = resourceType<iam.GroupPolicyArgs>({
  token: "aws:iam/groupPolicy:GroupPolicy",
  service: "IAM",
  noun: "IAM Group Policy",
  operations: { create: "PutGroupPolicy", read: "GetGroupPolicy", delete: "DeleteGroupPolicy" },
  global: true,
  overwrites: true,
  id: ({ inputs }) => `${inputs.group}:${inputs.name}`,
  autoname: { property: "name", prefix: "namePrefix", maxLength: 128 },
  references: [{ path: "group", to: group }],
  validate: ({ inputs }) =>
    requirePolicy(documentText(inputs.policy), "identity", MAX_GROUP_POLICY),
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

export const groupPolicyAttachmentType = resourceType<iam.GroupPolicyAttachmentArgs>({
  token: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  service: "IAM",
  noun: "IAM Group Policy Attachment",
  operations: {
    create: "AttachGroupPolicy",
    read: "ListAttachedGroupPolicies",
    delete: "DetachGroupPolicy",
  },
  global: true,
  id: ({ inputs, hex }) => `${text(inputs.group)}-${hex(26)}`,
  references: [{ path: "group", to: group }, policyReference("policyArn")],
});
