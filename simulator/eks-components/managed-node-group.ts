import * as awsEks from "@pulumi/aws/eks";
import * as ec2 from "@pulumi/aws/ec2";
import type { ManagedNodeGroupArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { usesEntries } from "./access";
import { requireOne, requireSupported, type ArgumentTable } from "./arguments";
import { child } from "./children";
import { coreOf } from "./cluster-reference";
import type { KnownCore } from "./core";
import { amiTypeOf, osOf, recommendedImage, type ImageArgs } from "./images";
import { encodedUserData } from "./launch-template";

const NO_EFA = { refused: "the local cloud has no Elastic Fabric Adapters" };

const ARGUMENTS: ArgumentTable<ManagedNodeGroupArgs> = {
  amiId: true,
  amiType: true,
  bootstrapExtraArgs: true,
  bottlerocketSettings: true,
  capacityType: true,
  cluster: true,
  clusterName: true,
  diskSize: true,
  enableEfaSupport: NO_EFA,
  enableIMDSv2: true,
  forceUpdateVersion: true,
  gpu: true,
  ignoreScalingChanges: true,
  instanceTypes: true,
  kubeletExtraArgs: true,
  labels: true,
  launchTemplate: true,
  nodeGroupName: true,
  nodeGroupNamePrefix: true,
  nodeRole: true,
  nodeRoleArn: true,
  nodeadmExtraOptions: true,
  operatingSystem: true,
  placementGroupAvailabilityZone: NO_EFA,
  releaseVersion: true,
  remoteAccess: true,
  scalingConfig: true,
  subnetIds: true,
  tags: true,
  taints: true,
  userData: true,
  version: true,
};

/** Arguments that need user data of one's own. */
const OWN_USER_DATA = [
  "bootstrapExtraArgs",
  "kubeletExtraArgs",
  "bottlerocketSettings",
  "nodeadmExtraOptions",
] as const;
/** Arguments that need a launch template, which EKS does not make for them. */
const OWN_TEMPLATE = [...OWN_USER_DATA, "enableIMDSv2", "userData", "amiId"] as const;

/** Nodes that EKS manages. */
export class ManagedNodeGroup extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs;

  constructor(name: string, args: ManagedNodeGroupArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:ManagedNodeGroup", name, {}, options);
    requireSupported("ManagedNodeGroup", args, ARGUMENTS);
    requireFitting(args);
    const nodeGroup = createNodeGroup(name, args, coreOf(args.cluster), this);
    this.outputs = { nodeGroup, placementGroupName: "" };
    this.registerOutputs(this.outputs);
  }
}

function requireFitting(args: ManagedNodeGroupArgs): void {
  requireOne(args, "nodeRole", "nodeRoleArn");
  requireOne(args, "amiId", "gpu");
  requireOne(args, "amiId", "amiType");
  if (args.nodeRole === undefined && args.nodeRoleArn === undefined) {
    throw new pulumi.InputPropertyError({
      propertyPath: "nodeRole",
      reason: "it or nodeRoleArn is needed",
    });
  }
  for (const name of OWN_TEMPLATE) requireOne(args, "launchTemplate", name);
  for (const name of OWN_USER_DATA) requireOne(args, "userData", name);
}

function createNodeGroup(
  name: string,
  args: ManagedNodeGroupArgs,
  core: pulumi.Output<KnownCore>,
  parent: pulumi.Resource,
): awsEks.NodeGroup {
  const nodeRoleArn = args.nodeRole ? pulumi.output(args.nodeRole).arn : args.nodeRoleArn!;
  requireAccess(core, nodeRoleArn);
  const template = has(args, OWN_TEMPLATE)
    ? createLaunchTemplate(name, args, core, parent)
    : undefined;
  // With an image of one's own, EKS takes no word on what it is.
  const ownImage = has(args, [...OWN_USER_DATA, "userData", "amiId"]);
  const { scalingConfig, launchTemplate } = args;
  return new awsEks.NodeGroup(
    name,
    {
      clusterName: args.clusterName ?? core.cluster.name,
      nodeRoleArn,
      subnetIds: args.subnetIds ?? core.apply(subnetsOf),
      scalingConfig: pulumi
        .output(scalingConfig)
        .apply((given) => ({ desiredSize: 2, minSize: 1, maxSize: 2, ...given })),
      launchTemplate: template
        ? { id: template.id, version: template.latestVersion.apply(String) }
        : launchTemplate,
      ...(ownImage ? {} : imageSettings(args, core)),
      // The launch template says how large disks are.
      ...(template ? {} : { diskSize: args.diskSize }),
      capacityType: args.capacityType,
      forceUpdateVersion: args.forceUpdateVersion,
      instanceTypes: args.instanceTypes,
      labels: args.labels,
      nodeGroupName: args.nodeGroupName,
      nodeGroupNamePrefix: args.nodeGroupNamePrefix,
      remoteAccess: args.remoteAccess,
      tags: args.tags,
      taints: args.taints,
    },
    child(parent, {
      dependsOn: core.apply(({ eksNodeAccess }) =>
        eksNodeAccess ? [eksNodeAccess] : [],
      ) as pulumi.Input<pulumi.Resource[]>,
      ...(args.ignoreScalingChanges && { ignoreChanges: ["scalingConfig.desiredSize"] }),
    }),
  );
}

function has(args: ManagedNodeGroupArgs, names: readonly (keyof ManagedNodeGroupArgs)[]): boolean {
  return names.some((name) => args[name] !== undefined);
}

/** Without access entries, only roles in the aws-auth ConfigMap may join. */
function requireAccess(core: pulumi.Output<KnownCore>, nodeRoleArn: pulumi.Input<string>): void {
  const arns = core.apply(({ instanceRoles }) => pulumi.all(instanceRoles.map(({ arn }) => arn)));
  const mode = core.cluster.accessConfig.authenticationMode;
  pulumi.all([mode, arns, nodeRoleArn]).apply(([known, admitted, arn]) => {
    if (usesEntries(known) || admitted.includes(arn)) return;
    throw new pulumi.InputPropertyError({
      propertyPath: "nodeRole",
      reason: "must be among the cluster's instanceRoles, or its nodes are not admitted",
    });
  });
}

function imageSettings(
  args: ManagedNodeGroupArgs,
  core: pulumi.Output<KnownCore>,
): Pick<awsEks.NodeGroupArgs, "amiType" | "version" | "releaseVersion"> {
  const { amiType, operatingSystem, releaseVersion } = args;
  // With a template of the program's own, its image decides on the version.
  const version = args.version ?? (args.launchTemplate ? undefined : core.cluster.version);
  const fitting = operatingSystem === undefined ? undefined : amiTypeOf(imageOf(args));
  return { amiType: amiType ?? fitting, version, releaseVersion };
}

function imageOf({
  amiType,
  operatingSystem,
  gpu,
  instanceTypes,
}: ManagedNodeGroupArgs): ImageArgs {
  return { amiType, operatingSystem, gpu, instanceTypes };
}

function subnetsOf({ subnetIds, privateSubnetIds, publicSubnetIds }: KnownCore): string[] {
  return subnetIds ?? privateSubnetIds ?? publicSubnetIds ?? [];
}

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

function createLaunchTemplate(
  name: string,
  args: ManagedNodeGroupArgs,
  core: pulumi.Output<KnownCore>,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const image = imageOf(args);
  const hasUserData = has(args, [...OWN_USER_DATA, "userData", "amiId"]);
  const taints = pulumi
    .output(args.taints)
    .apply(
      (list) =>
        list &&
        Object.fromEntries(
          list.map(({ key, value, effect }) => [key, { value, effect: EFFECTS[effect] ?? effect }]),
        ),
    );
  return new ec2.LaunchTemplate(
    `${name}-launchTemplate`,
    {
      blockDeviceMappings:
        args.diskSize === undefined
          ? undefined
          : [{ deviceName: osOf(image).apply(dataDevice), ebs: { volumeSize: args.diskSize } }],
      userData: hasUserData
        ? encodedUserData(
            core.cluster,
            image,
            {
              override: args.userData,
              kubeletExtraArgs: args.kubeletExtraArgs,
              bootstrapExtraArgs: args.bootstrapExtraArgs,
              labels: args.labels,
              taints,
              bottlerocketSettings: args.bottlerocketSettings,
              nodeadmExtraOptions: args.nodeadmExtraOptions,
            },
            { isManaged: true, group: name },
          )
        : undefined,
      metadataOptions:
        args.enableIMDSv2 === undefined
          ? undefined
          : {
              httpTokens: args.enableIMDSv2 ? "required" : "optional",
              httpPutResponseHopLimit: 2,
              httpEndpoint: "enabled",
            },
      // With user data and no image, EKS would add its own user data to it.
      imageId: hasUserData
        ? (args.amiId ?? recommendedImage(image, args.version ?? core.cluster.version, parent))
        : undefined,
    },
    child(parent),
  );
}

function dataDevice(os: string): string {
  return os === "Bottlerocket" ? "/dev/xvdb" : "/dev/xvda";
}
