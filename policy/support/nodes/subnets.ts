import type { Stack } from "../../frame/resource";
import { allTargets } from "../../frame/stack";
import type { Subnet, SubnetTargets } from "../network/subnets";
import type { AutoScalingGroup, Launcher, NodeGroup } from "./launches";

/** The subnets in which a group runs nodes. */
export function nodeSubnets(stack: Stack, group: NodeGroup | AutoScalingGroup): SubnetTargets {
  return group.type === "aws:eks/nodeGroup:NodeGroup"
    ? stack.targets(group, "subnetIds", "aws:ec2/subnet:Subnet", () => group.props.subnetIds)
    : stack.targets(
        group,
        "vpcZoneIdentifiers",
        "aws:ec2/subnet:Subnet",
        () => group.props.vpcZoneIdentifiers,
      );
}

/** The subnets in which a launcher certainly or possibly launches instances. */
export function launcherSubnets(stack: Stack, launcher: Launcher): Subnet[] {
  return launcher.type === "aws:ec2/instance:Instance"
    ? allTargets(
        stack.target(launcher, "subnetId", "aws:ec2/subnet:Subnet", () => launcher.props.subnetId),
      )
    : allTargets(nodeSubnets(stack, launcher));
}
