import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { clustersByVpc } from "../../support/clusters/subnets";

const cluster = (subnet: string) => ({
  type: "aws:eks/cluster:Cluster",
  properties: {
    roleArn: "arn:aws:iam::123456789012:role/cluster",
    vpcConfig: { subnetIds: [`\${${subnet}.id}`] },
  },
});

const subnet = (vpc: string) => ({
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: `\${${vpc}.id}`, availabilityZone: "us-east-1a" },
});

const vpc = (cidrBlock: string) => ({ type: "aws:ec2/vpc:Vpc", properties: { cidrBlock } });

export const networkOneClusterPerVpc = defineRule({
  id: "network-one-cluster-per-vpc",
  area: "network",
  severity: "low",
  levels: { dev: "advisory", prod: "advisory" },
  description: "A VPC has one cluster.",
  why: "Clusters in one VPC share its addresses, quotas and subnet tags. Neither can be deleted or moved to other addresses without the other.",
  fix: "Give each cluster its own VPC, and connect the VPCs by peering, a transit gateway or VPC Lattice.",
  fails: {
    network: vpc("10.0.0.0/16"),
    nodes: subnet("network"),
    blue: cluster("nodes"),
    green: cluster("nodes"),
  },
  passes: {
    "blue-network": vpc("10.0.0.0/16"),
    "green-network": vpc("10.1.0.0/16"),
    "blue-nodes": subnet("blue-network"),
    "green-nodes": subnet("green-network"),
    blue: cluster("blue-nodes"),
    green: cluster("green-nodes"),
  },
  links: ["https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"],
  types: ["aws:ec2/vpc:Vpc"],
  checkInStack({ urn }, { stack, report }) {
    const { clusters: byVpc, unclear } = clustersByVpc(stack);
    const clusters = byVpc.get(urn) ?? [];
    if (clusters.length < 2) {
      if (unclear !== undefined) throw new UnknownValueError(`the VPC of ${unclear}`);
      return;
    }
    report(`The VPC must have one cluster; it has ${clusters.map(({ name }) => name).join(", ")}.`);
  },
});
