import type { ResourceType } from "../resource";
import { resolverEndpointType } from "./endpoints";
import { resolverRuleType, ruleAssociationType } from "./rules";

/** Resource types of Route 53 Resolver. */
export const resolverTypes: readonly ResourceType[] = [
  resolverEndpointType,
  resolverRuleType,
  ruleAssociationType,
];
