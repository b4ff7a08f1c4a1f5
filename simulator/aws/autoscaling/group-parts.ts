import type { autoscaling } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { autoScalingGroup } from "../ec2/reference-targets";
import { roleByArn } from "../iam/reference-targets";
import { arn, uuid } from "../identity";
import type { Reference } from "../references";
import { resourceType, type AwsCall } from "../resource";

const invalid = (text: string) => new CloudError("ValidationError", text);

/** Things of a group go with it, so they never keep it. */
const ofGroup: Reference = { path: "autoscalingGroupName", to: autoScalingGroup, blocks: false };

export const policyType = resourceType<autoscaling.PolicyArgs>({
  token: "aws:autoscaling/policy:Policy",
  service: "Auto Scaling",
  noun: "Auto Scaling Policy",
  operations: { create: "PutScalingPolicy", read: "DescribePolicies", delete: "DeletePolicy" },
  overwrites: true,
  // As imports name it: two groups may have one of a name.
  id: ({ inputs }) => `${inputs.autoscalingGroupName}/${inputs.name}`,
  defaults: { enabled: true, policyType: "SimpleScaling" },
  autoname: { property: "name", maxLength: 255 },
  references: [ofGroup],
  validate: requireKindOfPolicy,
  outputs: ({ session, inputs, hex }) => ({
    arn: arn(
      session,
      "autoscaling",
      `scalingPolicy:${uuid(hex(32))}:autoScalingGroupName/${inputs.autoscalingGroupName}:policyName/${inputs.name}`,
    ),
    metricAggregationType: inputs.metricAggregationType ?? "",
  }),
});

function requireKindOfPolicy({ inputs }: AwsCall<autoscaling.PolicyArgs>): void {
  const { policyType: kind, targetTrackingConfiguration, scalingAdjustment } = inputs;
  if (kind === "TargetTrackingScaling" && !targetTrackingConfiguration) {
    throw invalid(
      "TargetTrackingConfiguration must be specified for policy type TargetTrackingScaling",
    );
  }
  if (kind === "SimpleScaling" && scalingAdjustment === undefined) {
    throw invalid("You must specify a ScalingAdjustment for policy type SimpleScaling");
  }
}

export const lifecycleHookType = resourceType<autoscaling.LifecycleHookArgs>({
  token: "aws:autoscaling/lifecycleHook:LifecycleHook",
  service: "Auto Scaling",
  noun: "Auto Scaling Lifecycle Hook",
  operations: {
    create: "PutLifecycleHook",
    read: "DescribeLifecycleHooks",
    delete: "DeleteLifecycleHook",
  },
  overwrites: true,
  // As imports name it: two groups may have one of a name.
  id: ({ inputs }) => `${inputs.autoscalingGroupName}/${inputs.name}`,
  autoname: { property: "name", maxLength: 255 },
  references: [
    ofGroup,
    {
      path: "roleArn",
      to: roleByArn((role) => invalid(`Role ${role} does not exist`)),
      blocks: false,
    },
  ],
  outputs: ({ inputs }) => ({ defaultResult: inputs.defaultResult ?? "ABANDON" }),
});

export const scheduleType = resourceType<autoscaling.ScheduleArgs>({
  token: "aws:autoscaling/schedule:Schedule",
  service: "Auto Scaling",
  noun: "Auto Scaling Scheduled Action",
  operations: {
    create: "PutScheduledUpdateGroupAction",
    read: "DescribeScheduledActions",
    delete: "DeleteScheduledAction",
  },
  overwrites: true,
  id: ({ inputs }) => `${inputs.autoscalingGroupName}/${inputs.scheduledActionName}`,
  references: [ofGroup],
  validate: ({ inputs: { minSize = 0, maxSize = -1 } }) => {
    if (maxSize < 0 || minSize <= maxSize) return;
    throw invalid(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  },
  outputs: ({ session, inputs, hex }) => ({
    arn: arn(
      session,
      "autoscaling",
      `scheduledUpdateGroupAction:${uuid(hex(32))}:autoScalingGroupName/${inputs.autoscalingGroupName}:scheduledActionName/${inputs.scheduledActionName}`,
    ),
    timeZone: inputs.timeZone ?? "UTC",
  }),
});

export const tagType = resourceType<autoscaling.TagArgs>({
  token: "aws:autoscaling/tag:Tag",
  service: "Auto Scaling",
  noun: "Auto Scaling Group Tag",
  operations: { create: "CreateOrUpdateTags", read: "DescribeTags", delete: "DeleteTags" },
  overwrites: true,
  id: ({ inputs }) => `${inputs.autoscalingGroupName},${inputs.tag.key}`,
  references: [ofGroup],
});

export const attachmentType = resourceType<autoscaling.AttachmentArgs>({
  token: "aws:autoscaling/attachment:Attachment",
  service: "Auto Scaling",
  noun: "Auto Scaling Group Attachment",
  operations: {
    create: "AttachLoadBalancerTargetGroups",
    read: "DescribeAutoScalingGroups",
    delete: "DetachLoadBalancerTargetGroups",
  },
  id: ({ inputs, hex }) => `${inputs.autoscalingGroupName}-${hex(26)}`,
  references: [ofGroup],
});

export const notificationType = resourceType<autoscaling.NotificationArgs>({
  token: "aws:autoscaling/notification:Notification",
  service: "Auto Scaling",
  noun: "Auto Scaling Notification",
  operations: {
    create: "PutNotificationConfiguration",
    read: "DescribeNotificationConfigurations",
    delete: "DeleteNotificationConfiguration",
  },
  overwrites: true,
  id: ({ inputs }) => inputs.topicArn,
  references: [{ path: "groupNames[]", to: autoScalingGroup, blocks: false }],
});
