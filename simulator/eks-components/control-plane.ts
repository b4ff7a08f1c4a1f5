import type * as ec2 from "@pulumi/aws/ec2";
import * as awsEks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { child } from "./children";
import { ServiceRole } from "./service-role";
import { named } from "./security-groups";

/** What a control plane is made of besides its arguments. */
export interface ControlPlaneParts {
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  securityGroup: ec2.SecurityGroup | undefined;
  partition: pulumi.Input<string>;
}

/** A control plane with the roles that were made for it. */
export interface ControlPlane {
  cluster: awsEks.Cluster;
  role: pulumi.Output<iam.Role>;
  encryptionConfig:
    pulumi.Output<{ provider: { keyArn: string }; resources: string[] }> | undefined;
  /** The role of the nodes that Auto Mode makes. */
  autoNodeRole: ServiceRole | undefined;
}

const AUTO_MODE_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

export function createControlPlane(
  name: string,
  args: ClusterArgs,
  { subnetIds, securityGroup, partition }: ControlPlaneParts,
  parent: pulumi.Resource,
): ControlPlane {
  const isAuto = args.autoMode?.enabled === true;
  const made = args.serviceRole ? undefined : createRole(name, args, partition, parent);
  const autoNodeRole =
    isAuto && args.autoMode?.createNodeRole !== false
      ? createAutoNodeRole(name, args, partition, parent)
      : undefined;
  const encryptionConfig =
    args.encryptionConfigKeyArn === undefined
      ? undefined
      : pulumi
          .output(args.encryptionConfigKeyArn)
          .apply((keyArn) => ({ provider: { keyArn }, resources: ["secrets"] }));
  const cluster = new awsEks.Cluster(
    `${name}-eksCluster`,
    {
      name: args.name,
      roleArn: args.serviceRole ? pulumi.output(args.serviceRole).arn : made!.role.arn,
      ...autoModeSettings(args, autoNodeRole),
      bootstrapSelfManagedAddons: isAuto ? false : (args.bootstrapSelfManagedAddons ?? true),
      vpcConfig: {
        securityGroupIds: securityGroup && [securityGroup.id],
        subnetIds,
        endpointPrivateAccess: args.endpointPrivateAccess,
        endpointPublicAccess: args.endpointPublicAccess,
        publicAccessCidrs: publicAccessCidrs(args),
      },
      version: args.version,
      enabledClusterLogTypes: args.enabledClusterLogTypes,
      tags: named(`${name}-eksCluster`, args.clusterTags, args.tags),
      encryptionConfig,
      accessConfig: args.authenticationMode && {
        authenticationMode: args.authenticationMode,
        bootstrapClusterCreatorAdminPermissions: true,
      },
      upgradePolicy: args.upgradePolicy,
      deletionProtection: args.deletionProtection,
    },
    child(parent, {
      // Both matter at creation only, and were not always set by the plugin.
      ignoreChanges: [
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
        "bootstrapSelfManagedAddons",
      ],
      dependsOn: [made, autoNodeRole].flatMap((role) => (role ? [role.whole] : [])),
    }),
  );
  const role = args.serviceRole ? pulumi.output(args.serviceRole) : pulumi.output(made!.role);
  return { cluster, role, encryptionConfig, autoNodeRole };
}

function createRole(
  name: string,
  { autoMode, tags }: ClusterArgs,
  partition: pulumi.Input<string>,
  parent: pulumi.Resource,
): ServiceRole {
  return new ServiceRole(
    `${name}-eksRole`,
    {
      service: "eks.amazonaws.com",
      description: "Allows EKS to manage clusters on your behalf.",
      policies: ["AmazonEKSClusterPolicy", ...(autoMode?.enabled ? AUTO_MODE_POLICIES : [])],
      actions: ["sts:AssumeRole", "sts:TagSession"],
      partition,
      tags,
    },
    parent,
  );
}

function createAutoNodeRole(
  name: string,
  { tags }: ClusterArgs,
  partition: pulumi.Input<string>,
  parent: pulumi.Resource,
): ServiceRole {
  return new ServiceRole(
    `${name}-nodeRole`,
    {
      service: "ec2.amazonaws.com",
      policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
      partition,
      tags,
    },
    parent,
  );
}

/** The settings of Auto Mode, which EKS takes all together or not at all, and those of the network. */
function autoModeSettings(
  { autoMode, kubernetesServiceIpAddressRange, ipFamily }: ClusterArgs,
  nodeRole: ServiceRole | undefined,
): Partial<awsEks.ClusterArgs> {
  const network = pulumi
    .all([kubernetesServiceIpAddressRange, ipFamily])
    .apply(([range, family = "ipv4"]) => ({
      // EKS chooses the range itself where Services have IPv6 addresses.
      serviceIpv4Cidr: family === "ipv4" ? range : undefined,
      ipFamily: family,
      elasticLoadBalancing: autoMode?.enabled ? { enabled: true } : undefined,
    }));
  if (!autoMode?.enabled) {
    return kubernetesServiceIpAddressRange || ipFamily ? { kubernetesNetworkConfig: network } : {};
  }
  const settings = pulumi
    .all([pulumi.output(autoMode.computeConfig), nodeRole?.role.arn, network])
    .apply(([given, nodeRoleArn, kubernetesNetworkConfig]) => ({
      computeConfig: {
        enabled: true,
        nodeRoleArn,
        nodePools: ["general-purpose", "system"],
        ...given,
      },
      kubernetesNetworkConfig,
    }));
  return {
    computeConfig: settings.computeConfig,
    kubernetesNetworkConfig: settings.kubernetesNetworkConfig,
    storageConfig: settings.apply(() => ({ blockStorage: { enabled: true } })),
  };
}

function publicAccessCidrs({
  publicAccessCidrs: cidrs,
  endpointPublicAccess,
}: ClusterArgs): pulumi.Output<string[]> | undefined {
  if (cidrs === undefined) return undefined;
  return pulumi
    .all([pulumi.output(cidrs), endpointPublicAccess ?? true])
    .apply(([blocks, isPublic]) => {
      if (isPublic) return blocks;
      throw new pulumi.InputPropertyError({
        propertyPath: "publicAccessCidrs",
        reason: "means nothing where endpointPublicAccess is false",
      });
    });
}
