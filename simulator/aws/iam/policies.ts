import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { globalArn, iamId } from "../identity";
import { valuesAt } from "../references";
import { documentText } from "../policy-document";
import { resourceType, type Place } from "../resource";
import { requirePolicy } from "./rules";
import { group, policy, policyReference, role, user } from "./reference-targets";

// Characters. Source: IAM User Guide, "IAM and AWS STS quotas".
const MAX_MANAGED_POLICY = 6144;

/** Customer managed policies. */
export const policyType = resourceType<iam.PolicyArgs>({
  token: policy.type,
  service: "IAM",
  noun: "IAM Policy",
  operations: {
    create: "CreatePolicy",
    read: "GetPolicy",
    update: "CreatePolicyVersion",
    delete: "DeletePolicy",
  },
  global: true,
  id: ({ session, inputs }) =>
    globalArn(session, "iam", `policy${inputs.path ?? "/"}${inputs.name}`),
  exists: ({ inputs }) =>
    new CloudError(
      "EntityAlreadyExists",
      `A policy called ${inputs.name} already exists. Duplicate names are not allowed.`,
    ),
  defaults: { path: "/" },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 128 },
  validate: ({ inputs }) =>
    requirePolicy(documentText(inputs.policy), "identity", MAX_MANAGED_POLICY),
  outputs: (call) => ({
    arn: call.id,
    policy: documentText(call.inputs.policy),
    policyId: iamId("ANPA", call.hex(34, "unique")),
    attachmentCount: attachmentCount(call, call.id),
  }),
});

/** To how many roles, users and groups a policy is attached. */
export function attachmentCount({ world }: Place, arn: string): number {
  return [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  ]
    .flatMap((type) => world.all(type))
    .filter(({ inputs }) => inputs["policyArn"] === arn).length;
}

/** One policy on several roles, users and groups, and on no others. */
export const policyAttachmentType = resourceType<iam.PolicyAttachmentArgs>({
  token: "aws:iam/policyAttachment:PolicyAttachment",
  service: "IAM",
  noun: "IAM Policy Attachment",
  operations: { create: "AttachRolePolicy", delete: "DetachRolePolicy" },
  global: true,
  id: ({ inputs }) => inputs.name!,
  autoname: { property: "name", maxLength: 128 },
  references: [
    policyReference("policyArn"),
    { path: "roles[]", to: role },
    { path: "users[]", to: user },
    { path: "groups[]", to: group },
  ],
  validate: ({ inputs }) => {
    const count = ["roles[]", "users[]", "groups[]"].flatMap((path) =>
      valuesAt({ ...inputs } as never, path),
    ).length;
    if (count > 0) return;
    throw new CloudError(
      "ValidationError",
      "No Users, Roles, or Groups specified for IAM Policy Attachment",
    );
  },
});
