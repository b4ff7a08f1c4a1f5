import * as autoscaling from "@pulumi/aws/autoscaling";
import type * as ec2 from "@pulumi/aws/ec2";
import type { NodeGroupV2Args } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { requireOne, requireSupported, type ArgumentTable } from "./arguments";
import { child } from "./children";
import { coreOf } from "./cluster-reference";
import type { KnownCore } from "./core";
import { createLaunchTemplate, type NodeArgs, type NodeSecurity } from "./node-template";
import { createNodeSecurityGroup } from "./security-groups";
import { workerSubnets } from "./worker-subnets";

const ARGUMENTS: ArgumentTable<NodeGroupV2Args> = {
  amiId: true,
  amiType: true,
  autoScalingGroupTags: true,
  bootstrapExtraArgs: true,
  bottlerocketSettings: true,
  // The plugin, too, does nothing with these two in groups of this version.
  cloudFormationTags: true,
  encryptRootBlockDevice: true,
  cluster: true,
  clusterIngressRule: true,
  clusterIngressRuleId: true,
  desiredCapacity: true,
  enableDetailedMonitoring: true,
  extraNodeSecurityGroups: true,
  gpu: true,
  ignoreScalingChanges: true,
  instanceProfile: true,
  instanceProfileName: true,
  instanceType: true,
  keyName: true,
  kubeletExtraArgs: true,
  labels: true,
  launchTemplateTagSpecifications: true,
  maxSize: true,
  minRefreshPercentage: true,
  minSize: true,
  nodeAssociatePublicIpAddress: true,
  nodePublicKey: true,
  nodeRootVolumeDeleteOnTermination: true,
  nodeRootVolumeEncrypted: true,
  nodeRootVolumeIops: true,
  nodeRootVolumeSize: true,
  nodeRootVolumeThroughput: true,
  nodeRootVolumeType: true,
  nodeSecurityGroup: true,
  nodeSecurityGroupId: true,
  nodeSubnetIds: true,
  nodeUserData: true,
  nodeUserDataOverride: true,
  nodeadmExtraOptions: true,
  operatingSystem: true,
  spotPrice: true,
  taints: true,
  version: true,
};

/** Self-managed nodes: a launch template and an Auto Scaling group. */
export class NodeGroupV2 extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs;

  constructor(name: string, args: NodeGroupV2Args, options: pulumi.ComponentResourceOptions) {
    super("eks:index:NodeGroupV2", name, {}, options);
    requireSupported("NodeGroupV2", args, ARGUMENTS);
    this.outputs = { ...createNodeGroup(name, args, coreOf(args.cluster), this) };
    this.registerOutputs(this.outputs);
  }
}

/** What a group of nodes consists of. */
export interface NodeGroup {
  autoScalingGroup: autoscaling.Group;
  nodeSecurityGroup: pulumi.Input<ec2.SecurityGroup> | undefined;
  nodeSecurityGroupId: pulumi.Output<string>;
  extraNodeSecurityGroups: pulumi.Input<pulumi.Input<ec2.SecurityGroup>[]>;
}

/** Makes the nodes of a cluster, for the component and for the cluster's default group. */
export function createNodeGroup(
  name: string,
  args: NodeArgs,
  core: pulumi.Output<KnownCore>,
  parent: pulumi.Resource,
): NodeGroup {
  requireFitting(args);
  const security = securityOf(name, args, core, parent);
  const template = createLaunchTemplate(name, args, core, security, parent);
  const autoScalingGroup = createAutoScalingGroup(name, args, core, template, parent);
  return {
    autoScalingGroup,
    nodeSecurityGroup: security.group,
    nodeSecurityGroupId: security.groupId,
    extraNodeSecurityGroups: args.extraNodeSecurityGroups ?? [],
  };
}

function requireFitting(args: NodeArgs): void {
  requireOne(args, "clusterIngressRule", "clusterIngressRuleId");
  requireOne(args, "nodeSecurityGroup", "nodeSecurityGroupId");
  requireOne(args, "nodePublicKey", "keyName");
  requireOne(args, "amiId", "gpu");
  for (const name of [
    "nodeUserData",
    "labels",
    "taints",
    "kubeletExtraArgs",
    "bootstrapExtraArgs",
  ]) {
    requireOne(args, "nodeUserDataOverride", name);
  }
  const given = args.nodeSecurityGroup ?? args.nodeSecurityGroupId;
  if (given !== undefined && (args.clusterIngressRule ?? args.clusterIngressRuleId) === undefined) {
    throw new pulumi.InputPropertyError({
      propertyPath: "clusterIngressRule",
      reason: "it or clusterIngressRuleId is needed with a security group of one's own",
    });
  }
}

function securityOf(
  name: string,
  args: NodeArgs,
  core: pulumi.Output<KnownCore>,
  parent: pulumi.Resource,
): NodeSecurity {
  const { nodeSecurityGroup, nodeSecurityGroupId, clusterIngressRule, clusterIngressRuleId } = args;
  if (nodeSecurityGroup !== undefined || nodeSecurityGroupId !== undefined) {
    return {
      group: nodeSecurityGroup,
      groupId: nodeSecurityGroup
        ? pulumi.output(nodeSecurityGroup).id
        : pulumi.output(nodeSecurityGroupId!),
      ruleId: clusterIngressRule
        ? pulumi.output(clusterIngressRule).id
        : pulumi.output(clusterIngressRuleId!),
    };
  }
  const { group, clusterIngressRule: rule } = createNodeSecurityGroup(
    name,
    {
      vpcId: core.vpcId,
      clusterSecurityGroupId: core.apply(({ clusterSecurityGroup, cluster }) =>
        clusterSecurityGroup ? clusterSecurityGroup.id : cluster.vpcConfig.clusterSecurityGroupId,
      ),
      clusterName: core.cluster.name,
      tags: core.apply(({ nodeSecurityGroupTags, tags }) => ({
        ...nodeSecurityGroupTags,
        ...tags,
      })),
    },
    parent,
  );
  return { group, groupId: group.id, ruleId: rule.id };
}

function createAutoScalingGroup(
  name: string,
  args: NodeArgs,
  core: pulumi.Output<KnownCore>,
  template: ec2.LaunchTemplate,
  parent: pulumi.Resource,
): autoscaling.Group {
  const subnets = args.nodeSubnetIds
    ? pulumi.output(args.nodeSubnetIds)
    : core.apply(({ privateSubnetIds, publicSubnetIds, subnetIds }) =>
        Promise.resolve(privateSubnetIds ?? publicSubnetIds ?? workerSubnets(subnetIds, parent)),
      );
  const dependsOn = core.apply(({ vpcCni, eksNodeAccess }) =>
    [vpcCni, eksNodeAccess].filter((each) => each !== undefined),
  );
  return new autoscaling.Group(
    name,
    {
      minSize: args.minSize ?? 1,
      maxSize: args.maxSize ?? 2,
      desiredCapacity: args.desiredCapacity ?? 2,
      launchTemplate: {
        name: template.name,
        version: template.latestVersion.apply(String),
      },
      vpcZoneIdentifiers: subnets,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: args.minRefreshPercentage ?? 50 },
      },
      tags: pulumi
        .all([core.cluster.name, pulumi.output(args.autoScalingGroupTags ?? {})])
        .apply(([cluster, given]) => groupTags(cluster, given)),
    },
    child(parent, {
      dependsOn: dependsOn as pulumi.Input<pulumi.Resource[]>,
      ...(args.ignoreScalingChanges && { ignoreChanges: ["desiredCapacity"] }),
    }),
  );
}

function groupTags(
  cluster: string,
  given: Record<string, string>,
): { key: string; value: string; propagateAtLaunch: boolean }[] {
  const tags = {
    ...given,
    [`kubernetes.io/cluster/${cluster}`]: "owned",
    Name: `${cluster}-worker`,
  };
  return Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
}
