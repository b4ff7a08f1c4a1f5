import type { AwsFunction, ResourceType } from "../resource";
import { getService, getServiceNetwork } from "./functions";
import { accessLogSubscriptionType, authPolicyType, resourcePolicyType } from "./policies";
import { serviceAssociationType, serviceNetworkType, vpcAssociationType } from "./service-networks";
import { listenerRuleType, listenerType, serviceType } from "./services";
import { attachmentType, targetGroupType } from "./target-groups";

/** Resource types of VPC Lattice. */
export const vpcLatticeTypes: readonly ResourceType[] = [
  serviceNetworkType,
  vpcAssociationType,
  serviceAssociationType,
  serviceType,
  listenerType,
  listenerRuleType,
  targetGroupType,
  attachmentType,
  authPolicyType,
  resourcePolicyType,
  accessLogSubscriptionType,
];

/** Functions of VPC Lattice. */
export const vpcLatticeFunctions: readonly AwsFunction[] = [getServiceNetwork, getService];
