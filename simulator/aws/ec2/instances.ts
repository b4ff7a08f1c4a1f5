import type { ec2 } from "@pulumi/aws";
import { findInstanceType } from "../../../model/nodes/instance-types";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { freeAddress, privateDnsName, publicAddress, publicDnsName } from "./addresses";
import {
  requireLaunchable,
  requireUserData,
  unsupportedIn,
  zoneOfSubnet,
  type Launch,
} from "./launch-rules";

import { makeInterface } from "./network-interfaces";
import {
  instance,
  keyPair,
  launchTemplate,
  launchTemplateByName,
  placementGroup,
  securityGroup,
  subnet,
  vpc,
} from "./reference-targets";
import { resolveTemplate } from "./template-use";
import { text } from "../../values";

type InstanceCall = AwsCall<ec2.InstanceArgs>;

export const ec2InstanceType = resourceType<ec2.InstanceArgs>({
  token: instance.type,
  service: "EC2",
  noun: "EC2 Instance",
  operations: {
    create: "RunInstances",
    read: "DescribeInstances",
    update: "ModifyInstanceAttribute",
    delete: "TerminateInstances",
  },
  id: ({ hex }) => `i-${hex(17)}`,
  defaults: { getPasswordData: false, sourceDestCheck: true },
  references: [
    { path: "subnetId", to: subnet },
    { path: "vpcSecurityGroupIds[]", to: securityGroup },
    { path: "keyName", to: keyPair, blocks: false },
    { path: "placementGroup", to: placementGroup },
    { path: "launchTemplate.id", to: launchTemplate, blocks: false },
    { path: "launchTemplate.name", to: launchTemplateByName, blocks: false },
  ],
  validate: (call) => {
    requireUserData(call.inputs.userDataBase64);
    requireParts(call);
  },
  outputs: instanceOutputs,
  afterCreate: (call, { privateIp, primaryNetworkInterfaceId, vpcSecurityGroupIds }) => {
    makeInterface(call, {
      id: text(primaryNetworkInterfaceId),
      subnetId: call.inputs.subnetId!,
      address: text(privateIp),
      interfaceType: "interface",
      description: "Primary network interface",
      securityGroups: vpcSecurityGroupIds as string[],
    });
  },
});

function launchOf(call: InstanceCall): Launch {
  const { inputs } = call;
  const template = resolveTemplate(call, inputs.launchTemplate);
  const mappings = template?.blockDeviceMappings ?? [];
  const volumes = [
    inputs.rootBlockDevice?.volumeType,
    ...(inputs.ebsBlockDevices ?? []).map(({ volumeType }) => volumeType),
    ...mappings.map(({ ebs }) => ebs?.volumeType),
  ];
  return {
    imageId: inputs.ami ?? template?.imageId,
    instanceType: inputs.instanceType ?? template?.instanceType,
    volumeTypes: volumes.filter((type) => type !== undefined),
  };
}

function requireParts(call: InstanceCall): void {
  const launch = launchOf(call);
  if (launch.imageId === undefined) {
    throw new CloudError("MissingParameter", "The request must contain the parameter ImageId");
  }
  const { subnetId } = call.inputs;
  if (subnetId === undefined) {
    throw new CloudError(
      "MissingInput",
      "No subnets found for the default VPC. Please specify a subnet.",
    );
  }
  requireLaunchable(call, launch);
  const refusal = unsupportedIn(zoneOfSubnet(call, subnetId), launch);
  if (refusal) throw refusal;
}

function instanceOutputs(call: InstanceCall) {
  const { session, id, hex, inputs } = call;
  const launch = launchOf(call);
  const { inputs: place } = requireTarget(call, subnet, inputs.subnetId!);
  const before = call.previous?.outputs["privateIp"];
  const privateIp =
    inputs.privateIp ?? (typeof before === "string" ? before : freeAddress(call, inputs.subnetId!));
  const isPublic = inputs.associatePublicIpAddress ?? place.mapPublicIpOnLaunch ?? false;
  const publicIp = isPublic ? publicAddress(hex) : "";
  const type = launch.instanceType ?? "m1.small";
  return {
    arn: arn(session, "ec2", `instance/${id}`),
    ami: launch.imageId,
    instanceType: type,
    instanceState: "running",
    instanceInitiatedShutdownBehavior: inputs.instanceInitiatedShutdownBehavior ?? "stop",
    availabilityZone: zoneOfSubnet(call, inputs.subnetId!).name,
    associatePublicIpAddress: isPublic,
    primaryNetworkInterfaceId: `eni-${hex(17, "primary")}`,
    privateIp,
    privateDns: privateDnsName(session.region, privateIp),
    publicIp,
    publicDns: publicIp === "" ? "" : publicDnsName(session.region, publicIp),
    tenancy: inputs.tenancy ?? "default",
    vpcSecurityGroupIds: inputs.vpcSecurityGroupIds ?? [
      text(requireTarget(call, vpc, place.vpcId).outputs["defaultSecurityGroupId"]),
    ],
    cpuOptions: {
      coreCount: Math.max(1, (findInstanceType(type)?.vCpus ?? 2) / 2),
      threadsPerCore: 2,
      amdSevSnp: "",
    },
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "optional",
      httpPutResponseHopLimit: 1,
      httpProtocolIpv6: "disabled",
      instanceMetadataTags: "disabled",
      ...inputs.metadataOptions,
    },
    rootBlockDevice: {
      volumeId: `vol-${hex(17, "root")}`,
      volumeType: "gp2",
      volumeSize: 8,
      deleteOnTermination: true,
      deviceName: "/dev/xvda",
      encrypted: false,
      iops: 100,
      kmsKeyId: "",
      throughput: 0,
      tagsAll: {},
      ...inputs.rootBlockDevice,
    },
  };
}
