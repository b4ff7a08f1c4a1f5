import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { clusterSubnets } from "../../support/clusters/subnets";
import { isCidr, parseCidr, usableAddresses } from "../../../model/network/cidr";

const example = (cidrBlock: string) => ({
  subnet: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a", cidrBlock },
  },
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["${subnet.id}", "subnet-2"] },
    },
  },
});

export const networkSubnetSpareIps = defineRule({
  id: "network-subnet-spare-ips",
  area: "network",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "Every subnet of a cluster is large enough for the addresses that EKS uses during upgrades.",
  why: "EKS creates new network interfaces in the subnets of a cluster before it removes the old ones. Without free addresses, the upgrade of the cluster fails. AWS requires 6 addresses in each subnet and recommends 16.",
  fix: "Use a larger subnet, at least a /27.",
  fails: example("10.0.0.0/28"),
  passes: example("10.0.0.0/24"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
  config: {
    spare: property(Type.Integer({ minimum: 6 }), {
      default: 16,
      description: "the smallest number of addresses in each subnet of a cluster, 6 or more",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  checkInStack(cluster, { config, stack, report }) {
    const { found, possible, unresolved } = clusterSubnets(stack, cluster);
    if (unresolved) throw new UnknownValueError("a subnet of this cluster");
    for (const { name, props } of [...found, ...possible]) {
      const { cidrBlock } = props;
      if (cidrBlock === undefined || !isCidr(cidrBlock)) continue;
      const addresses = usableAddresses(parseCidr(cidrBlock));
      if (addresses >= config.spare) continue;
      report(
        `Subnet ${name} (${cidrBlock}) must have at least ${config.spare} addresses; it has ${addresses}.`,
      );
    }
  },
});
