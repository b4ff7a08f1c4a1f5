import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { placementOf, wavelengthSubnetsElsewhere } from "../../support/wavelength/placements";

const example = (availabilityZone: string) => ({
  subnet: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone },
  },
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "edge",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["${subnet.id}"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    },
  },
});

export const wavelengthNoManagedNodes = defineRule({
  id: "wavelength-no-managed-nodes",
  area: "wavelength",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "Managed node groups and Fargate profiles do not use subnets in Wavelength Zones.",
  why: "EKS does not support managed node groups or Fargate in Wavelength Zones. The deployment fails after minutes of waiting for nodes that never join.",
  fix: "Run a self-managed Auto Scaling group (aws.autoscaling.Group with a launch template) in the Wavelength Zone, and use subnets of the Region here.",
  fails: example("us-east-1-wl1-bos-wlz-1"),
  passes: example("us-east-1a"),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/fargate.html",
  ],
  config: { wavelengthSubnets: wavelengthSubnetsElsewhere },
  types: ["aws:eks/nodeGroup:NodeGroup", "aws:eks/fargateProfile:FargateProfile"],
  checkInStack(nodes, { config, stack, report }) {
    const subnets = stack.targets(
      nodes,
      "subnetIds",
      "aws:ec2/subnet:Subnet",
      () => nodes.props.subnetIds,
    );
    const { zones, unsure } = placementOf(stack, subnets, config.wavelengthSubnets);
    const kind = nodes.type === "aws:eks/nodeGroup:NodeGroup" ? "node group" : "Fargate profile";
    for (const zone of new Set(zones)) {
      report(`The ${kind} must not have a subnet in a Wavelength Zone; one is in ${zone}.`);
    }
    if (zones.length === 0 && unsure) throw new UnknownValueError(`a subnet of this ${kind}`);
  },
});
