import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { filled } from "../../model/schema-parts";
import { zoneNodesSettings } from "../../model/wavelength/settings";
import { accountOf } from "../account";
import { policyDocument, serviceRole } from "../iam";
import { named, scopeOf, type Scope } from "../scope";
import { createLaunchTemplate } from "./launch-template";
import { checkWavelengthNodes, type WavelengthNodesArgs } from "./nodes-args";

/**
 * The nodes of one Wavelength Zone: a self-managed Auto Scaling group, because EKS offers no
 * managed nodes there, with an AL2023 image that joins the cluster, a role that can join and pull
 * images, and a taint that repels pods that are not bound to the zone. Deploy it with `dependsOn`
 * the VPC CNI, the zone and, for private nodes, the network's interface endpoints.
 *
 * @throws InputError before anything is registered.
 * @example
 * new WavelengthNodes("boston", {
 *   clusterName: cluster.clusterName,
 *   clusterVersion: cluster.version,
 *   endpoint: cluster.endpoint,
 *   certificateAuthority: cluster.certificateAuthority,
 *   serviceCidr: "172.20.0.0/16",
 *   securityGroupId: cluster.securityGroupId,
 *   zone: boston.zone,
 *   subnetId: boston.subnetId,
 *   instanceTypes: ["t3.medium"],
 *   minSize: 1,
 *   desiredSize: 2,
 *   maxSize: 4,
 * }, { dependsOn: [cni, boston, network] });
 */
export class WavelengthNodes extends pulumi.ComponentResource {
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Role of the nodes. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: WavelengthNodesArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = filled(zoneNodesSettings, args);
    const facts = checkWavelengthNodes(settings);
    super("eks-scenarios:wavelength:WavelengthNodes", name, {}, opts);
    const scope = scopeOf(this, name, "wavelength");
    const { role, profile, permissions } = createRole(scope, args);
    const template = createLaunchTemplate(scope, settings, facts, profile);
    const group = createGroup(scope, args, template, permissions);
    this.autoScalingGroupName = group.name;
    this.roleArn = role.arn;
    this.registerOutputs({
      autoScalingGroupName: this.autoScalingGroupName,
      roleArn: this.roleArn,
    });
  }
}

interface NodeRole {
  role: aws.iam.Role;
  profile: aws.iam.InstanceProfile;
  /** The permissions without which a node can neither join nor leave the cluster. */
  permissions: pulumi.Resource[];
}

function createRole(
  scope: Scope,
  { zone, clusterName, cachedImagesArn }: WavelengthNodesArgs,
): NodeRole {
  const opts = { parent: scope.parent };
  const { role, grants } = serviceRole(scope, "node", {
    description: `Nodes of a cluster in ${zone}`,
    trust: { service: "ec2.amazonaws.com" },
    // The VPC CNI has its own role, so nodes need no permission on network interfaces.
    managedPolicies: ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
    partition: accountOf(scope.parent).partition,
  });
  const profile = new aws.iam.InstanceProfile(
    scope.name,
    { role: role.name, tags: scope.tags },
    opts,
  );
  const entry = new aws.eks.AccessEntry(
    scope.name,
    { clusterName, principalArn: role.arn, type: "EC2_LINUX", tags: scope.tags },
    opts,
  );
  const permissions: pulumi.Resource[] = [...grants, entry];
  if (cachedImagesArn !== undefined) {
    permissions.push(
      new aws.iam.RolePolicy(
        `${scope.name}-cached-images`,
        {
          role: role.name,
          policy: policyDocument({
            // The first pull of an image makes the cache fetch it.
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: cachedImagesArn,
          }),
        },
        opts,
      ),
    );
  }
  return { role, profile, permissions };
}

function createGroup(
  scope: Scope,
  args: WavelengthNodesArgs,
  template: aws.ec2.LaunchTemplate,
  permissions: pulumi.Resource[],
): aws.autoscaling.Group {
  const { minSize, desiredSize, maxSize } = args;
  const tags = Object.entries(named(scope, scope.name)).map(([key, value]) => ({ key, value }));
  return new aws.autoscaling.Group(
    scope.name,
    {
      vpcZoneIdentifiers: [args.subnetId],
      minSize,
      desiredCapacity: desiredSize,
      maxSize,
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.id,
            version: pulumi.interpolate`${template.latestVersion}`,
          },
          overrides: args.instanceTypes.map((instanceType) => ({ instanceType })),
        },
        // Wavelength Zones offer no Spot capacity. The first type with capacity is used.
        instancesDistribution: {
          onDemandAllocationStrategy: "prioritized",
          onDemandPercentageAboveBaseCapacity: 100,
        },
      },
      // A new image or setting replaces nodes in place: zones have little spare capacity.
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50 } },
      tags: [
        ...tags.map((tag) => ({ ...tag, propagateAtLaunch: true })),
        {
          key: pulumi.interpolate`kubernetes.io/cluster/${args.clusterName}`,
          value: "owned",
          propagateAtLaunch: true,
        },
      ],
    },
    { parent: scope.parent, dependsOn: permissions, ignoreChanges: ["desiredCapacity"] },
  );
}
