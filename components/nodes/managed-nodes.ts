import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkNodeGroup, nodeGroupSettings, type NodeFacts } from "../../model/nodes/node-group";
import { filled } from "../../model/schema-parts";
import { accountOf } from "../account";
import { serviceRole, type ServiceRole } from "../iam";
import { scopeOf, type Scope } from "../scope";
import type { FilledNodesArgs, ManagedNodesArgs } from "./args";
import { createLaunchTemplate } from "./launch-template";

/**
 * A managed node group with encrypted volumes, IMDSv2 out of reach of pods, and a role that can
 * only join a cluster and pull images. Deploy it with `dependsOn` the VPC CNI.
 *
 * @throws InputError before anything is registered.
 * @example
 * new ManagedNodes("system", {
 *   clusterName: cluster.clusterName,
 *   version: cluster.version,
 *   subnetIds: network.subnetIds("private"),
 *   instanceTypes: ["m7g.large"],
 *   minSize: 2,
 *   desiredSize: 2,
 *   maxSize: 4,
 * }, { dependsOn: cni });
 */
export class ManagedNodes extends pulumi.ComponentResource {
  /** Name of the group at EKS. */
  readonly nodeGroupName: pulumi.Output<string>;
  /** Role of the nodes. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the Auto Scaling group that EKS creates for the nodes. */
  readonly autoScalingGroupName: pulumi.Output<string>;

  constructor(name: string, args: ManagedNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = filled(nodeGroupSettings, args);
    const pods = { addressing: args.addressing ?? {}, argument: "addressing" };
    const facts = checkNodeGroup(settings, pods, "");
    super("eks-scenarios:nodes:ManagedNodes", name, {}, opts);
    const scope = scopeOf(this, name, args.scenario ?? "cluster-from-scratch");
    const role = createRole(scope);
    const launchTemplate = createLaunchTemplate(scope, settings, facts);
    const nodeGroup = createNodeGroup(scope, settings, facts, role, launchTemplate);
    this.nodeGroupName = nodeGroup.nodeGroupName;
    this.roleArn = role.role.arn;
    this.autoScalingGroupName = nodeGroup.resources.apply(
      (resources) => resources[0]?.autoscalingGroups?.[0]?.name ?? "",
    );
    this.registerOutputs({ nodeGroupName: this.nodeGroupName, roleArn: this.roleArn });
  }
}

function createRole(scope: Scope): ServiceRole {
  return serviceRole(scope, "node", {
    description: `Nodes of the group ${scope.name}`,
    trust: { service: "ec2.amazonaws.com" },
    // The VPC CNI has its own role, so nodes need no permission on network interfaces.
    managedPolicies: ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
    partition: accountOf(scope.parent).partition,
  });
}

function createNodeGroup(
  scope: Scope,
  args: FilledNodesArgs,
  { amiType }: NodeFacts,
  { role, grants }: ServiceRole,
  launchTemplate: aws.ec2.LaunchTemplate,
): aws.eks.NodeGroup {
  const { minSize, desiredSize, maxSize, labels, taints } = args;
  return new aws.eks.NodeGroup(
    scope.name,
    {
      clusterName: args.clusterName,
      version: args.version,
      nodeRoleArn: role.arn,
      subnetIds: args.subnetIds,
      instanceTypes: [...args.instanceTypes],
      amiType,
      capacityType: args.capacityType,
      scalingConfig: { minSize, desiredSize, maxSize },
      launchTemplate: {
        id: launchTemplate.id,
        version: pulumi.interpolate`${launchTemplate.latestVersion}`,
      },
      labels: { ...labels },
      taints: [...taints],
      updateConfig: {
        maxUnavailable: args.maxUnavailable,
        updateStrategy: args.updateStrategy,
      },
      nodeRepairConfig: { enabled: args.autoRepair },
      tags: scope.tags,
    },
    {
      parent: scope.parent,
      // Without its permissions, a node can neither join nor leave the cluster.
      dependsOn: grants,
      ignoreChanges: ["scalingConfig.desiredSize"],
    },
  );
}
