import type { autoscaling, ec2, eks } from "@pulumi/aws";
import { minorVersion, versionSkew } from "../../../model/cluster/versions";
import { CloudError } from "../../errors";
import { releaseVersion } from "../ec2/images";
import { autoScalingGroup, keyPair } from "../ec2/reference-targets";
import { requireTemplateReferences, resolveTemplate } from "../ec2/template-use";
import { arn, uuid } from "../identity";
import { addCreatedByAws } from "../created-by-aws";
import { requireTarget } from "../references";
import { resourceType, type AwsCall, type Plain } from "../resource";
import { makeNodeAccess } from "./access-entries";
import {
  requireCapacity,
  requireLabels,
  requireNodePlaces,
  requireNodeTypes,
  requireTemplateFits,
} from "./node-group-rules";
import {
  cluster,
  inUse,
  invalidParameter,
  keepsCluster,
  requireTrust,
  roleReference,
  securityGroups,
  subnets,
} from "./reference-targets";
import { requireNodeVersion } from "./version-rules";
import { text } from "../../values";

type NodeGroupCall = AwsCall<eks.NodeGroupArgs>;

export const nodeGroupType = resourceType<eks.NodeGroupArgs>({
  token: "aws:eks/nodeGroup:NodeGroup",
  service: "EKS",
  noun: "EKS Node Group",
  operations: {
    create: "CreateNodegroup",
    update: "UpdateNodegroupConfig",
    delete: "DeleteNodegroup",
  },
  id: ({ inputs }) => `${inputs.clusterName}:${inputs.nodeGroupName}`,
  exists: ({ inputs }) =>
    inUse(
      `NodeGroup already exists with name ${inputs.nodeGroupName} and cluster name ${inputs.clusterName}`,
    ),
  autoname: { property: "nodeGroupName", prefix: "nodeGroupNamePrefix", maxLength: 63 },
  references: [
    keepsCluster("Cluster has nodegroups attached"),
    roleReference("nodeRoleArn"),
    subnets("subnetIds[]"),
    securityGroups("remoteAccess.sourceSecurityGroupIds[]"),
    { path: "remoteAccess.ec2SshKey", to: keyPair, blocks: false },
  ],
  validate: (call) => {
    const { inputs } = call;
    requireCapacity(call);
    requireLabels(call);
    requireTrust(
      call,
      inputs.nodeRoleArn,
      "ec2.amazonaws.com",
      `Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole ${inputs.nodeRoleArn}`,
    );
    requireNodePlaces(call, inputs.clusterName, inputs.subnetIds, "Managed node groups");
    const template = templateOf(call);
    requireTemplateFits(call, template);
    const version = versionOf(call);
    requireNodeVersion(version, controlPlaneVersion(call), previousVersion(call));
    requireNodeTypes(amiTypeOf(call, template), instanceTypesOf(call, template), version);
    requireRelease(call, version);
  },
  outputs: (call) => {
    const { session, inputs, id, hex } = call;
    const template = templateOf(call);
    const [, name = ""] = id.split(":");
    return {
      arn: arn(session, "eks", `nodegroup/${inputs.clusterName}/${name}/${uuid(hex(32))}`),
      amiType: amiTypeOf(call, template),
      capacityType: inputs.capacityType ?? "ON_DEMAND",
      diskSize: inputs.diskSize ?? (template ? 0 : 20),
      instanceTypes: template?.instanceType === undefined ? instanceTypesOf(call, template) : [],
      releaseVersion: inputs.releaseVersion ?? releaseVersion(versionOf(call)),
      resources: [
        {
          autoscalingGroups: [{ name: groupName(call) }],
          remoteAccessSecurityGroupId: inputs.remoteAccess ? `sg-${hex(17, "remote")}` : "",
        },
      ],
      status: "ACTIVE",
      updateConfig: inputs.updateConfig ?? { maxUnavailable: 1 },
      nodeRepairConfig: inputs.nodeRepairConfig ?? { enabled: false },
      version: versionOf(call),
    };
  },
  afterCreate: (call) => {
    makeGroup(call);
    makeNodeAccess(call, call.inputs.clusterName, call.inputs.nodeRoleArn, "EC2_LINUX");
  },
  afterUpdate: makeGroup,
});

function templateOf(call: NodeGroupCall): Plain<ec2.LaunchTemplateArgs> | undefined {
  try {
    const template = resolveTemplate(call, call.inputs.launchTemplate);
    if (template) requireTemplateReferences(call, template);
    return template;
  } catch (error) {
    if (error instanceof CloudError) throw invalidParameter(error.message);
    throw error;
  }
}

function amiTypeOf(
  call: NodeGroupCall,
  template: Plain<ec2.LaunchTemplateArgs> | undefined,
): string {
  if (template?.imageId !== undefined) return "CUSTOM";
  if (call.inputs.amiType !== undefined) return call.inputs.amiType;
  // Source: Amazon EKS API Reference, CreateNodegroup: the default changed with 1.30.
  return versionSkew("1.30", versionOf(call)) >= 0 ? "AL2023_x86_64_STANDARD" : "AL2_x86_64";
}

function instanceTypesOf(
  { inputs }: NodeGroupCall,
  template: Plain<ec2.LaunchTemplateArgs> | undefined,
): string[] {
  return (
    inputs.instanceTypes ??
    (template?.instanceType === undefined ? ["t3.medium"] : [template.instanceType])
  );
}

function controlPlaneVersion(call: NodeGroupCall): string {
  return text(requireTarget(call, cluster, call.inputs.clusterName).outputs["version"]);
}

function previousVersion({ previous }: NodeGroupCall): string | undefined {
  return previous && text(previous.outputs["version"]);
}

/** What the program says, or what the group has, or what its control plane has. */
function versionOf(call: NodeGroupCall): string {
  const { version, releaseVersion: release } = call.inputs;
  return minorVersion(version ?? release ?? previousVersion(call) ?? controlPlaneVersion(call));
}

function requireRelease(
  { inputs: { releaseVersion: release } }: NodeGroupCall,
  version: string,
): void {
  if (release === undefined || !/^\d/.test(release) || release.startsWith(`${version}.`)) return;
  // Bottlerocket counts its releases by itself: 1.60.0.
  if (!/^1\.\d+\.\d+-\d{8}$/.test(release)) return;
  throw invalidParameter(
    `Requested release version ${release} is not valid for kubernetes version ${version}.`,
  );
}

function groupName(call: NodeGroupCall): string {
  const [, name = ""] = call.id.split(":");
  return `eks-${name}-${uuid(call.hex(32, "group"))}`;
}

/** The Auto Scaling group that EKS makes for the nodes. */
function makeGroup(call: NodeGroupCall): void {
  const { scalingConfig, subnetIds, clusterName } = call.inputs;
  const name = groupName(call);
  const { minSize, maxSize, desiredSize } = scalingConfig;
  const inputs: Partial<Plain<autoscaling.GroupArgs>> = {
    name,
    minSize,
    maxSize,
    desiredCapacity: desiredSize,
    vpcZoneIdentifiers: subnetIds,
    tags: [
      { key: `kubernetes.io/cluster/${clusterName}`, value: "owned", propagateAtLaunch: true },
    ],
  };
  addCreatedByAws(call, {
    type: autoScalingGroup.type,
    id: name,
    inputs: inputs as never,
    outputs: {
      arn: arn(
        call.session,
        "autoscaling",
        `autoScalingGroup:${uuid(call.hex(32, "arn"))}:autoScalingGroupName/${name}`,
      ),
    },
  });
}
