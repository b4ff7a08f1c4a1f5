import type { NodeGroupSecurityGroupArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { requireSupported, type ArgumentTable } from "./arguments";
import { createNodeSecurityGroup } from "./security-groups";

const ARGUMENTS: ArgumentTable<NodeGroupSecurityGroupArgs> = {
  clusterSecurityGroup: true,
  eksCluster: true,
  tags: true,
  vpcId: true,
};

/** A security group for nodes of a cluster. */
export class NodeGroupSecurityGroup extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs;

  constructor(
    name: string,
    args: NodeGroupSecurityGroupArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:NodeGroupSecurityGroup", name, {}, options);
    requireSupported("NodeGroupSecurityGroup", args, ARGUMENTS);
    const { vpcId, clusterSecurityGroup, eksCluster, tags } = args;
    const { group, clusterIngressRule } = createNodeSecurityGroup(
      name,
      {
        vpcId,
        clusterSecurityGroupId: pulumi.output(clusterSecurityGroup).id,
        clusterName: pulumi.output(eksCluster).name,
        tags,
      },
      this,
    );
    this.outputs = { securityGroup: group, securityGroupRule: clusterIngressRule };
    this.registerOutputs();
  }
}
