import type { Make } from "./make";
import type { Network } from "./network";

/** What instances start from, and what starts them. */
export async function makeCompute(make: Make, { subnetIds, groupId }: Network): Promise<void> {
  const template = await make("ec2/LaunchTemplate", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "m5.large",
    vpcSecurityGroupIds: [groupId],
  });
  await make("ec2/Instance", {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.micro",
    subnetId: subnetIds[0]!,
  });
  await make("ec2/KeyPair", { publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA games" });
  await make("ec2/PlacementGroup", { strategy: "spread" });
  await make("ebs/Volume", { availabilityZone: "us-east-1a", size: 20, type: "gp3" });
  await make("ebs/EncryptionByDefault", { enabled: true });
  const group = await make("autoscaling/Group", {
    minSize: 1,
    maxSize: 3,
    vpcZoneIdentifiers: subnetIds,
    launchTemplate: { id: template.id, version: "$Latest" },
  });
  const autoscalingGroupName = group.id;
  await make("autoscaling/Policy", {
    autoscalingGroupName,
    scalingAdjustment: 1,
    adjustmentType: "ChangeInCapacity",
  });
  await make("autoscaling/LifecycleHook", {
    autoscalingGroupName,
    lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
  });
  await make("autoscaling/Schedule", {
    autoscalingGroupName,
    scheduledActionName: "night",
    minSize: 0,
    maxSize: 1,
    desiredCapacity: 0,
    recurrence: "0 22 * * *",
  });
  await make("autoscaling/Tag", {
    autoscalingGroupName,
    tag: { key: "title", value: "chess", propagateAtLaunch: true },
  });
  await make("autoscaling/Attachment", {
    autoscalingGroupName,
    lbTargetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/0123",
  });
  await make("autoscaling/Notification", {
    groupNames: [autoscalingGroupName],
    notifications: ["autoscaling:EC2_INSTANCE_LAUNCH"],
    topicArn: "arn:aws:sns:us-east-1:123456789012:games",
  });
}
