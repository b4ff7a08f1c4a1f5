import type { AwsFunction, ResourceType } from "../resource";
import { getPolicy, getRole, getSessionContext } from "./functions";
import { instanceProfileType } from "./instance-profiles";
import { openIdConnectProviderType } from "./oidc-providers";
import { policyAttachmentType, policyType } from "./policies";
import { getPolicyDocument } from "./policy-document-function";
import { rolePolicyAttachmentType, rolePolicyType, roleType } from "./roles";
import { serviceLinkedRoleType } from "./service-linked-roles";
import {
  groupPolicyAttachmentType,
  groupPolicyType,
  groupType,
  userGroupMembershipType,
  userPolicyType,
  userType,
} from "./users";

/** Resource types of IAM. */
export const iamTypes: readonly ResourceType[] = [
  roleType,
  rolePolicyType,
  rolePolicyAttachmentType,
  serviceLinkedRoleType,
  policyType,
  policyAttachmentType,
  instanceProfileType,
  openIdConnectProviderType,
  userType,
  userPolicyType,
  userGroupMembershipType,
  groupType,
  groupPolicyType,
  groupPolicyAttachmentType,
];

/** Functions of IAM. */
export const iamFunctions: readonly AwsFunction[] = [
  getPolicyDocument,
  getRole,
  getPolicy,
  getSessionContext,
];
