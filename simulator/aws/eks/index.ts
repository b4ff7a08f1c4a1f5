import type { AwsFunction, ResourceType } from "../resource";
import { accessEntryType, accessPolicyAssociationType } from "./access-entries";
import { addOnType } from "./add-ons";
import { clusterType } from "./clusters";
import { fargateProfileType } from "./fargate-profiles";
import {
  getAddonVersion,
  getCluster,
  getClusterAuth,
  getClusters,
  getClusterVersions,
  getNodeGroup,
  getNodeGroups,
} from "./functions";
import { identityProviderConfigType, podIdentityAssociationType } from "./identities";
import { nodeGroupType } from "./node-groups";

/** Resource types of EKS. */
export const eksTypes: readonly ResourceType[] = [
  clusterType,
  nodeGroupType,
  addOnType,
  fargateProfileType,
  accessEntryType,
  accessPolicyAssociationType,
  podIdentityAssociationType,
  identityProviderConfigType,
];

/** Functions of EKS. */
export const eksFunctions: readonly AwsFunction[] = [
  getAddonVersion,
  getCluster,
  getClusterAuth,
  getClusters,
  getClusterVersions,
  getNodeGroup,
  getNodeGroups,
];
