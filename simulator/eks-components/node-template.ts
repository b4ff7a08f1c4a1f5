import * as ec2 from "@pulumi/aws/ec2";
import type { NodeGroupV2Args } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { child, question } from "./children";
import type { KnownCore } from "./core";
import { recommendedImage, type ImageArgs } from "./images";
import { dataDevice, encodedUserData } from "./launch-template";

/** What nodes are made from besides their cluster. */
export type NodeArgs = Omit<NodeGroupV2Args, "cluster">;

/** The security group of nodes, and the rule that must be there before they start. */
export interface NodeSecurity {
  group: pulumi.Input<ec2.SecurityGroup> | undefined;
  groupId: pulumi.Output<string>;
  ruleId: pulumi.Output<string>;
}

/** The template by which an Auto Scaling group starts nodes. */
export function createLaunchTemplate(
  name: string,
  args: NodeArgs,
  core: pulumi.Output<KnownCore>,
  { groupId, ruleId }: NodeSecurity,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const image: ImageArgs = {
    amiType: args.amiType,
    operatingSystem: args.operatingSystem,
    gpu: args.gpu,
    instanceTypes: args.instanceType === undefined ? [] : [args.instanceType],
  };
  const version = args.version ?? core.cluster.version;
  const imageId = args.amiId ?? recommendedImage(image, version, parent);
  const extraGroups = pulumi
    .output(args.extraNodeSecurityGroups ?? [])
    .apply((groups) => pulumi.all(groups.map(({ id }) => id)));
  return new ec2.LaunchTemplate(
    `${name}-launchTemplate`,
    {
      imageId,
      instanceType: args.instanceType ?? "t3.medium",
      iamInstanceProfile: { name: core.apply((known) => pulumi.output(profileOf(args, known))) },
      keyName: keyOf(name, args, parent),
      instanceMarketOptions: args.spotPrice
        ? { marketType: "spot", spotOptions: { maxPrice: args.spotPrice } }
        : undefined,
      blockDeviceMappings: rootVolume(args, image, imageId, parent),
      networkInterfaces: [
        {
          associatePublicIpAddress: pulumi
            .output(args.nodeAssociatePublicIpAddress ?? true)
            .apply(String),
          // Nodes fail to join where they start before the rule is there, so they wait for it.
          securityGroups: pulumi
            .all([groupId, extraGroups, ruleId])
            .apply(([own, extra]) => [own, ...extra]),
        },
      ],
      userData: encodedUserData(core.cluster, image, userDataOf(args), {
        isManaged: false,
        group: name,
      }),
      tagSpecifications: args.launchTemplateTagSpecifications,
      monitoring:
        args.enableDetailedMonitoring === undefined
          ? undefined
          : { enabled: args.enableDetailedMonitoring },
    },
    child(parent),
  );
}

function userDataOf(args: NodeArgs): Parameters<typeof encodedUserData>[2] {
  return {
    override: args.nodeUserDataOverride,
    kubeletExtraArgs: args.kubeletExtraArgs,
    bootstrapExtraArgs: args.bootstrapExtraArgs,
    labels: args.labels,
    taints: args.taints,
    bottlerocketSettings: args.bottlerocketSettings,
    nodeadmExtraOptions: args.nodeadmExtraOptions,
    script: args.nodeUserData,
  };
}

function keyOf(
  name: string,
  args: NodeArgs,
  parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
  if (args.nodePublicKey === undefined) return args.keyName;
  return new ec2.KeyPair(`${name}-keyPair`, { publicKey: args.nodePublicKey }, child(parent))
    .keyName;
}

/** The instance profile that nodes are given, else the cluster's. */
function profileOf(args: NodeArgs, { nodeGroupOptions }: KnownCore): pulumi.Input<string> {
  const profile = args.instanceProfile ?? nodeGroupOptions.instanceProfile;
  const name = args.instanceProfileName ?? nodeGroupOptions.instanceProfileName;
  if (profile && name) {
    throw new pulumi.InputPropertyError({
      propertyPath: "instanceProfile",
      reason: "instanceProfile and instanceProfileName exclude one another: give one of them",
    });
  }
  const given = args.instanceProfile?.name ?? args.instanceProfileName ?? profile?.name ?? name;
  if (given !== undefined) return given;
  throw new pulumi.InputPropertyError({
    propertyPath: "instanceProfile",
    reason: "it or instanceProfileName is needed, here or in the cluster's nodeGroupOptions",
  });
}

/** What is asked for of the root volume; what is not asked for stays as the image has it. */
function rootVolume(
  args: NodeArgs,
  image: ImageArgs,
  imageId: pulumi.Input<string>,
  parent: pulumi.Resource,
): ec2.LaunchTemplateArgs["blockDeviceMappings"] {
  requireFittingVolume(args);
  const text = (value: pulumi.Input<boolean> | undefined) =>
    value === undefined ? undefined : pulumi.output(value).apply(String);
  const ebs = {
    encrypted: text(args.nodeRootVolumeEncrypted),
    volumeSize: args.nodeRootVolumeSize,
    volumeType: args.nodeRootVolumeType,
    iops: args.nodeRootVolumeIops,
    throughput: args.nodeRootVolumeThroughput,
    deleteOnTermination: text(args.nodeRootVolumeDeleteOnTermination),
  };
  if (Object.values(ebs).every((value) => value === undefined)) return [];
  return [{ deviceName: dataDevice(image, imageId, question(parent)), ebs }];
}

function requireFittingVolume(args: NodeArgs): void {
  const {
    nodeRootVolumeType: type,
    nodeRootVolumeIops: iops,
    nodeRootVolumeThroughput: throughput,
  } = args;
  pulumi.all([type, iops, throughput]).apply(([kind, operations, bytes]) => {
    if (operations && kind !== "io1") {
      throw new pulumi.InputPropertyError({
        propertyPath: "nodeRootVolumeIops",
        reason: "only volumes of type io1 are made with a number of operations",
      });
    }
    if (bytes && kind !== "gp3") {
      throw new pulumi.InputPropertyError({
        propertyPath: "nodeRootVolumeThroughput",
        reason: "only volumes of type gp3 are made with a throughput",
      });
    }
  });
}
