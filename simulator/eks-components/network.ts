import * as ec2 from "@pulumi/aws/ec2";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { question } from "./children";

/** Where a cluster is. */
export interface ClusterNetwork {
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
}

/** The VPC and subnets that are given, else the account's default VPC with all of its subnets. */
export function networkOf(args: ClusterArgs, parent: pulumi.Resource): ClusterNetwork {
  const { vpcId, subnetIds, publicSubnetIds, privateSubnetIds } = args;
  const vpc = vpcId ?? ec2.getVpcOutput({ default: true }, question(parent)).id;
  if (subnetIds) return { vpcId: pulumi.output(vpc), subnetIds: pulumi.output(subnetIds) };
  if (publicSubnetIds || privateSubnetIds) {
    const both = pulumi
      .all([pulumi.output(publicSubnetIds ?? []), pulumi.output(privateSubnetIds ?? [])])
      .apply(([outside, inside]) => [...outside, ...inside]);
    return { vpcId: pulumi.output(vpc), subnetIds: both };
  }
  if (vpcId) return { vpcId: pulumi.output(vpc), subnetIds: pulumi.output([]) };
  const filters = [{ name: "vpc-id", values: [vpc] }];
  return {
    vpcId: pulumi.output(vpc),
    subnetIds: ec2.getSubnetsOutput({ filters }, question(parent)).ids,
  };
}
