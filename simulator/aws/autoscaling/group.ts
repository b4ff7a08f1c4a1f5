import type { autoscaling, ec2 } from "@pulumi/aws";
import { CloudError, ProviderError } from "../../errors";
import { requireLaunchable, unsupportedIn, zoneOfSubnet, type Launch } from "../ec2/launch-rules";
import { autoScalingGroup, placementGroup, subnet } from "../ec2/reference-targets";
import { requireTemplateReferences, resolveTemplate, type TemplateUse } from "../ec2/template-use";
import { arn, uuid } from "../identity";
import { resourceType, type AwsCall, type Plain } from "../resource";
import { findZone } from "../zones";
import { text } from "../../values";

type GroupCall = AwsCall<autoscaling.GroupArgs>;

const invalid = (text: string) => new CloudError("ValidationError", text);

export const groupType = resourceType<autoscaling.GroupArgs>({
  token: autoScalingGroup.type,
  service: "Auto Scaling",
  noun: "Auto Scaling Group",
  operations: {
    create: "CreateAutoScalingGroup",
    read: "DescribeAutoScalingGroups",
    update: "UpdateAutoScalingGroup",
    delete: "DeleteAutoScalingGroup",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) =>
    new CloudError(
      "AlreadyExists",
      `AutoScalingGroup by this name already exists - A group with the name ${id} already exists`,
    ),
  defaults: {
    forceDelete: false,
    forceDeleteWarmPool: false,
    healthCheckGracePeriod: 300,
    ignoreFailedScalingActivities: false,
    metricsGranularity: "1Minute",
    protectFromScaleIn: false,
    waitForCapacityTimeout: "10m",
  },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 255 },
  references: [
    {
      path: "vpcZoneIdentifiers[]",
      to: { ...subnet, notFound: (id) => invalid(`The subnet ID '${id}' does not exist`) },
    },
    { path: "placementGroup", to: placementGroup },
  ],
  validate: (call) => {
    requireSizes(call);
    requirePlace(call);
    requireInstances(call);
  },
  outputs: groupOutputs,
});

function requireSizes({ inputs }: GroupCall): void {
  const { minSize, maxSize, desiredCapacity = minSize } = inputs;
  if (minSize > maxSize) {
    throw invalid(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  }
  if (desiredCapacity < minSize || desiredCapacity > maxSize) {
    throw invalid(
      `Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`,
    );
  }
}

function requirePlace({ inputs, session }: GroupCall): void {
  const { vpcZoneIdentifiers = [], availabilityZones = [] } = inputs;
  if (vpcZoneIdentifiers.length === 0 && availabilityZones.length === 0) {
    throw invalid("At least one Availability Zone or VPC Subnet is required.");
  }
  const unknown = availabilityZones.find((name) => !findZone(session.region, name));
  if (unknown !== undefined) throw invalid(`Invalid availability zones: [${unknown}]`);
}

/** The launch templates that a group launches from: its own, or its mixed instances policy's. */
function templateUses({ launchTemplate, mixedInstancesPolicy }: GroupCall["inputs"]): {
  main: TemplateUse | undefined;
  overrides: { use: TemplateUse | undefined; instanceType: string | undefined }[];
} {
  const mixed = mixedInstancesPolicy?.launchTemplate;
  const named = mixed?.launchTemplateSpecification;
  const main = named
    ? { id: named.launchTemplateId, name: named.launchTemplateName, version: named.version }
    : launchTemplate;
  const overrides = (mixed?.overrides ?? []).map((override) => {
    const own = override.launchTemplateSpecification;
    return {
      use: own && { id: own.launchTemplateId, name: own.launchTemplateName, version: own.version },
      instanceType: override.instanceType,
    };
  });
  return { main, overrides };
}

function requireInstances(call: GroupCall): void {
  const { main, overrides } = templateUses(call.inputs);
  if (call.inputs.launchConfiguration !== undefined) return;
  if (!main) {
    throw invalid(
      "Valid requests must contain either launchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  }
  const template = asValidationError(() => templateOf(call, main));
  const launches = [
    ...(overrides.length === 0 ? [launchOf(template)] : []),
    ...overrides.map(({ use, instanceType }) =>
      launchOf(use ? asValidationError(() => templateOf(call, use)) : template, instanceType),
    ),
  ];
  for (const launch of launches) {
    asValidationError(() => requireLaunchable(call, launch));
    requireSupportedZones(call, launch);
  }
}

function templateOf(call: GroupCall, use: TemplateUse): Plain<ec2.LaunchTemplateArgs> {
  const template = resolveTemplate(call, use)!;
  requireTemplateReferences(call, template);
  return template;
}

function launchOf(template: Plain<ec2.LaunchTemplateArgs>, instanceType?: string): Launch {
  return {
    imageId: template.imageId,
    instanceType: instanceType ?? template.instanceType,
    volumeTypes: (template.blockDeviceMappings ?? [])
      .map(({ ebs }) => ebs?.volumeType)
      .filter((type) => type !== undefined),
  };
}

/** Auto Scaling wraps what EC2 says of a template. */
function asValidationError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw invalid(`You must use a valid fully-formed launch template. ${error.message}`);
  }
}

/** AWS makes the group all the same; its first scaling activity fails, and the provider waits in vain. */
function requireSupportedZones(call: GroupCall, launch: Launch): void {
  const { vpcZoneIdentifiers = [], minSize, desiredCapacity = minSize } = call.inputs;
  if (desiredCapacity === 0) return;
  for (const subnetId of vpcZoneIdentifiers) {
    const refusal = unsupportedIn(zoneOfSubnet(call, subnetId), launch);
    if (!refusal) continue;
    throw new ProviderError(
      `waiting for Auto Scaling Group (${call.id}) capacity satisfied: scaling activity: Failed: Launching a new EC2 instance. Status Reason: ${refusal.message} Launching EC2 instance failed.`,
    );
  }
}

function groupOutputs(call: GroupCall) {
  const { session, id, inputs, hex } = call;
  const { vpcZoneIdentifiers = [], minSize } = inputs;
  const zones = vpcZoneIdentifiers.map((subnetId) => zoneOfSubnet(call, subnetId).name);
  return {
    arn: arn(
      session,
      "autoscaling",
      `autoScalingGroup:${uuid(hex(32))}:autoScalingGroupName/${id}`,
    ),
    availabilityZones: inputs.availabilityZones ?? [...new Set(zones)].sort(),
    availabilityZoneDistribution: inputs.availabilityZoneDistribution ?? {
      capacityDistributionStrategy: "balanced-best-effort",
    },
    capacityReservationSpecification: inputs.capacityReservationSpecification ?? {
      capacityReservationPreference: "default",
    },
    defaultCooldown: inputs.defaultCooldown ?? 300,
    desiredCapacity: inputs.desiredCapacity ?? minSize,
    healthCheckType: inputs.healthCheckType ?? "EC2",
    serviceLinkedRoleArn:
      inputs.serviceLinkedRoleArn ??
      `arn:${session.partition}:iam::${session.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    launchTemplate: namedTemplate(call),
  };
}

function namedTemplate({ world, inputs: { launchTemplate } }: GroupCall) {
  if (!launchTemplate) return undefined;
  const entry = world
    .all("aws:ec2/launchTemplate:LaunchTemplate")
    .find(({ id, outputs }) => id === launchTemplate.id || outputs["name"] === launchTemplate.name);
  return {
    id: entry?.id ?? "",
    name: text(entry?.outputs["name"]),
    version: launchTemplate.version ?? "$Default",
  };
}
