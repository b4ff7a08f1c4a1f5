import type { Stack } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { allTargets, perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";
import { clusterSubnets } from "../../support/clusters/subnets";
import { egressOf, isPublic } from "../../support/network/routes";
import { nodeSubnets } from "../../support/nodes/subnets";
import { wavelengthZoneOf } from "../../support/wavelength/zones";

const example = (tags: Record<string, string>) => ({
  subnet: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a", tags },
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

const tagOf = { public: "kubernetes.io/role/elb", private: "kubernetes.io/role/internal-elb" };

export const networkSubnetTags = defineRule({
  id: "network-subnet-tags",
  area: "network",
  severity: "low",
  levels: { dev: "advisory", prod: "advisory" },
  description:
    "The subnets of clusters and nodes have the role tag for load balancers: kubernetes.io/role/elb on public subnets, kubernetes.io/role/internal-elb on private subnets.",
  why: "The AWS Load Balancer Controller finds subnets by these tags. Without them, a Service or an Ingress gets no load balancer, or one in a subnet that nobody chose.",
  fix: 'Add the tag with the value "1".',
  fails: example({ Name: "games" }),
  passes: example({ Name: "games", "kubernetes.io/role/internal-elb": "1" }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html"],
  types: ["aws:ec2/subnet:Subnet"],
  checkInStack(subnet, { stack, report }) {
    const tags = subnet.props.tags ?? {};
    const hasTag = (tag: string) => ["", "1"].includes(tags[tag] ?? "none");
    const hasBoth = hasTag(tagOf.public) && hasTag(tagOf.private);
    if (hasBoth || !isUsed(stack, subnet.urn) || wavelengthZoneOf(subnet) !== undefined) return;
    if (isPublic(stack, subnet)) {
      if (!hasTag(tagOf.public)) report(`This public subnet must have the tag ${tagOf.public}.`);
    } else if (!hasTag(tagOf.private)) {
      // A subnet whose route table is in another stack may be public.
      if (egressOf(stack, subnet) === undefined && hasTag(tagOf.public)) return;
      report(`This private subnet must have the tag ${tagOf.private}.`);
    }
  },
});

/** Whether clusters or nodes use a subnet. */
function isUsed(stack: Stack, urn: string): boolean {
  const { used, unclear } = usedSubnets(stack);
  if (!used.has(urn) && unclear) throw new UnknownValueError("the subnets of a node group");
  return used.has(urn);
}

const usedSubnets = perStack((stack: Stack) => {
  const clusters = stack.ofType("aws:eks/cluster:Cluster");
  const groups = stack.ofType("aws:eks/nodeGroup:NodeGroup");
  const targets = [
    ...clusters.map((cluster) => clusterSubnets(stack, cluster)),
    ...groups.map((group) => nodeSubnets(stack, group)),
  ];
  return {
    used: new Set(targets.flatMap(allTargets).map(({ urn }) => urn)),
    unclear: targets.some(({ unresolved }) => unresolved),
  };
});
