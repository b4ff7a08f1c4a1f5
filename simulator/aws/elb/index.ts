import type { AwsFunction, ResourceType } from "../resource";
import { getLoadBalancer } from "./functions";
import { listenerRuleType, listenerType } from "./listeners";
import { loadBalancerType } from "./load-balancers";
import { attachmentType, targetGroupType } from "./target-groups";

/** Resource types of Elastic Load Balancing, but for Classic Load Balancers. */
export const elbTypes: readonly ResourceType[] = [
  loadBalancerType,
  targetGroupType,
  attachmentType,
  listenerType,
  listenerRuleType,
];

/** Functions of Elastic Load Balancing. */
export const elbFunctions: readonly AwsFunction[] = [getLoadBalancer];
