import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { unknown, UnknownValueError } from "../../frame/unknown";
import { clusterSubnets } from "../../support/clusters/subnets";
import { zoneOf } from "../../support/network/subnets";

const example = (otherZone: string) => ({
  first: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a", cidrBlock: "10.0.0.0/24" },
  },
  second: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: otherZone, cidrBlock: "10.0.1.0/24" },
  },
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["${first.id}", "${second.id}"] },
    },
  },
});

export const networkTwoZones = defineRule({
  id: "network-two-zones",
  area: "network",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "The subnets of a cluster are in at least two zones.",
  why: "EKS refuses a cluster whose subnets are all in one Availability Zone. If a zone fails, everything that runs in no other zone is lost.",
  fix: "Give the cluster a subnet in another Availability Zone.",
  unknown:
    "A zone that AWS has not chosen yet is reported as advisory and checked at the end of `pulumi up`. During preview, new subnets are distinguished by the dependencies that the engine recorded. EKS requires at least two subnets, so two zones are certain if all possible subnets are in different zones.",
  fails: example("us-east-1a"),
  passes: example("us-east-1b"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
  config: {
    zones: property(Type.Integer({ minimum: 2, maximum: 6 }), {
      default: 2,
      description: "the smallest number of zones in which a cluster has subnets, 2 to 6",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  checkInStack(cluster, { config, stack, report, notChecked }) {
    const { found, possible, outside, unresolved } = clusterSubnets(stack, cluster);
    const certain = new Set(found.map(zoneOf));
    certain.delete(unknown);
    if (certain.size >= config.zones) return;
    if (outside.length > 0) return notChecked(`subnet ${outside.join(", ")}`);
    const subnets = [...found, ...possible];
    const zones = new Set(subnets.map(zoneOf));
    const isOnePerZone = zones.size === subnets.length && !zones.has(unknown) && !unresolved;
    if (isOnePerZone && config.zones === 2 && zones.size >= 2) return;
    if (zones.has(unknown) || zones.size >= config.zones || unresolved) {
      throw new UnknownValueError("the zone of a subnet");
    }
    const names = [...zones].map(String).join(", ");
    report(
      `The subnets in vpcConfig.subnetIds must be in at least ${config.zones} zones; these ${subnets.length} are in ${zones.size}: ${names}.`,
    );
  },
});
