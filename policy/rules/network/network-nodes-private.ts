import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { hasExternalSnat } from "../../support/addons/cni";
import { isPublic } from "../../support/network/routes";
import { isTaggedNode } from "../../support/nodes/cluster-membership";
import { nodeSubnets } from "../../support/nodes/subnets";

const example = (mapPublicIpOnLaunch: boolean) => ({
  subnet: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a", mapPublicIpOnLaunch },
  },
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["${subnet.id}"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    },
  },
});

export const networkNodesPrivate = defineRule({
  id: "network-nodes-private",
  area: "network",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "Nodes run in private subnets: subnets without a route to an internet gateway and without public addresses.",
  why: "A node with a public address can be scanned and attacked from the internet. With external SNAT, pods also keep their private addresses, which an internet gateway drops, so they have no internet access.",
  fix: "Move the nodes to subnets whose default route is a NAT gateway.",
  fails: example(true),
  passes: example(false),
  links: ["https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"],
  references: [
    { framework: "CIS Amazon EKS Benchmark 1.8.0", id: "5.4.3" },
    { framework: "AWS Security Hub", id: "EC2.15" },
    { framework: "Checkov", id: "CKV_AWS_130" },
    { framework: "Trivy", id: "AWS-0164" },
  ],
  config: {
    allowPublic: property(Type.Boolean(), {
      default: false,
      description: "whether public subnets are accepted as long as external SNAT is off",
    }),
  },
  types: ["aws:eks/nodeGroup:NodeGroup", "aws:autoscaling/group:Group"],
  checkInStack(group, { config, stack, report }) {
    if (group.type === "aws:autoscaling/group:Group" && !isTaggedNode(group)) return;
    const needsNat = hasExternalSnat(stack);
    if (config.allowPublic && !needsNat) return;
    const { found, possible, unresolved } = nodeSubnets(stack, group);
    const open = found.filter((subnet) => isPublic(stack, subnet));
    const effect = needsNat ? ", and with external SNAT its pods have no internet access" : "";
    for (const { name } of open)
      report(`Nodes must run in private subnets; subnet ${name} is public${effect}.`);
    const mayBeOpen = possible.some((subnet) => isPublic(stack, subnet)) || unresolved;
    if (open.length === 0 && mayBeOpen) throw new UnknownValueError("a subnet of these nodes");
  },
});
