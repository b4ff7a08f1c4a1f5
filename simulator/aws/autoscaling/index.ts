import type { ResourceType } from "../resource";
import { groupType } from "./group";
import {
  attachmentType,
  lifecycleHookType,
  notificationType,
  policyType,
  scheduleType,
  tagType,
} from "./group-parts";

/** Resource types of EC2 Auto Scaling. */
export const autoScalingTypes: readonly ResourceType[] = [
  groupType,
  policyType,
  lifecycleHookType,
  scheduleType,
  tagType,
  attachmentType,
  notificationType,
];
