import type { ec2, eks } from "@pulumi/aws";
import { findInstanceType } from "../../../model/nodes/instance-types";
import { requireUserData, zoneOfSubnet } from "../ec2/launch-rules";
import { subnet } from "../ec2/reference-targets";
import { requireTarget } from "../references";
import type { AwsCall, Place, Plain } from "../resource";
import { isEdge } from "./network-rules";
import { cluster, invalidParameter } from "./reference-targets";

type NodeGroupCall = AwsCall<eks.NodeGroupArgs>;
type Template = Plain<ec2.LaunchTemplateArgs>;

/** @throws CloudError for a minimum, desired size and maximum that are not in this order */
export function requireCapacity({ inputs: { scalingConfig } }: NodeGroupCall): void {
  const { minSize, maxSize, desiredSize } = scalingConfig;
  if (minSize > maxSize) {
    throw invalidParameter(
      `Minimum capacity ${minSize} can't be greater than maximum capacity ${maxSize}`,
    );
  }
  if (minSize > desiredSize) {
    throw invalidParameter(
      `Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`,
    );
  }
  if (desiredSize > maxSize) {
    throw invalidParameter(
      `desired capacity ${desiredSize} can't be greater than max size ${maxSize}`,
    );
  }
}

/** Managed nodes and Fargate pods are in subnets of the cluster's VPC, and in Availability Zones only. */
export function requireNodePlaces(
  call: Place,
  clusterName: string,
  subnetIds: readonly string[],
  what: string,
): void {
  const { vpcId } = requireTarget(call, cluster, clusterName).outputs["vpcConfig"] as {
    vpcId: string;
  };
  for (const id of subnetIds) {
    if (requireTarget(call, subnet, id).inputs.vpcId !== vpcId) {
      throw invalidParameter(
        `Subnet ${id} is not in the VPC ${vpcId} of the cluster ${clusterName}`,
      );
    }
    const zone = zoneOfSubnet(call, id);
    if (!isEdge(zone)) continue;
    throw invalidParameter(
      `${what} are not supported in ${zone.kind === "wavelength" ? "Wavelength" : "Local"} Zones: subnet ${id} is in ${zone.name}`,
    );
  }
}

const reservedPrefixes = ["kubernetes.io/", "k8s.io/", "eks.amazonaws.com/"];

/** @throws CloudError for labels under names that Kubernetes and EKS keep for themselves */
export function requireLabels({ inputs: { labels = {} } }: NodeGroupCall): void {
  const isReserved = Object.keys(labels).some((key) =>
    reservedPrefixes.some((prefix) => key.startsWith(prefix) || key.includes(`.${prefix}`)),
  );
  if (!isReserved) return;
  throw invalidParameter(`Label cannot contain reserved prefixes [${reservedPrefixes.join(", ")}]`);
}

/** Types and architecture of a group's nodes must be those of its images. */
export function requireNodeTypes(
  amiType: string,
  instanceTypes: readonly string[],
  version: string,
): void {
  for (const name of instanceTypes) {
    const type = findInstanceType(name);
    if (!type) {
      throw invalidParameter(`The following supplied instance types do not exist: [${name}]`);
    }
    const wanted = amiType.includes("ARM_64") ? "arm64" : "x86_64";
    if (amiType === "CUSTOM" || type.architectures.includes(wanted)) continue;
    throw invalidParameter(
      `[${name}] is not a valid instance type for requested amiType ${amiType}`,
    );
  }
  // Source: Amazon EKS User Guide, "Guide to EKS AL2 & AL2-Accelerated AMIs transition features".
  if (amiType.startsWith("AL2_") && Number(version.split(".")[1]) > 32) {
    throw invalidParameter(
      `AMI Type ${amiType} is only supported for kubernetes versions 1.32 or earlier`,
    );
  }
}

/** Source: Amazon EKS User Guide, "Customize managed nodes with launch templates". */
export function requireTemplateFits(
  { inputs }: NodeGroupCall,
  template: Template | undefined,
): void {
  if (!template) return;
  requireUserData(template.userData);
  const refusals: [unknown, string][] = [
    [
      template.instanceType !== undefined && inputs.instanceTypes !== undefined,
      "Instance types must be specified either in the launch template or in the request, not in both.",
    ],
    [inputs.diskSize, "Disk size must be specified within the launch template."],
    [
      inputs.remoteAccess,
      "Remote access configuration cannot be specified with a launch template.",
    ],
    [
      template.iamInstanceProfile,
      "Launch template cannot contain an IAM instance profile: the node role is part of the request.",
    ],
    [
      (template.networkInterfaces ?? []).some(({ subnetId }) => subnetId !== undefined),
      "Launch template network interfaces cannot contain subnets: they are part of the request.",
    ],
    [
      template.imageId !== undefined && inputs.amiType !== undefined && inputs.amiType !== "CUSTOM",
      "You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
    ],
    [
      template.imageId !== undefined && (inputs.version ?? inputs.releaseVersion) !== undefined,
      "You cannot specify the field kubernetesVersion when using custom AMIs.",
    ],
  ];
  const broken = refusals.find(([isBroken]) => isBroken);
  if (broken) throw invalidParameter(broken[1]);
}
