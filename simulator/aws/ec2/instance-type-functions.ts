import type { ec2 } from "@pulumi/aws";
import { findInstanceType, instanceTypeNames } from "../../../model/nodes/instance-types";
import { CloudError } from "../../errors";
import { awsFunction } from "../resource";
import { edgeInstanceTypes, zonesOf } from "../zones";
import { select } from "./filters";

/** What the published tables say of a type; the rest (disks, bandwidths) is left empty. */
export const getInstanceType = awsFunction<ec2.GetInstanceTypeArgs, ec2.GetInstanceTypeResult>(
  "aws:ec2/getInstanceType:getInstanceType",
  ["EC2", "DescribeInstanceTypes"],
  ({ session }, { instanceType }) => {
    const type = findInstanceType(instanceType);
    if (!type) {
      throw new CloudError(
        "InvalidInstanceType",
        `The following supplied instance types do not exist: [${instanceType}]`,
      );
    }
    const { vCpus = 0, memoryMiB = 0, hypervisor, gpus, gpuName = "" } = type;
    const isNitro = hypervisor === "nitro" || hypervisor === "metal";
    const family = instanceType.split(".")[0] ?? "";
    return {
      id: instanceType,
      autoRecoverySupported: isNitro && hypervisor !== "metal",
      bandwidthWeightings: ["default"],
      bareMetal: hypervisor === "metal",
      bootModes: ["legacy-bios", "uefi"],
      burstablePerformanceSupported: /^t\d/.test(family),
      currentGeneration: true,
      dedicatedHostsSupported: true,
      defaultCores: Math.max(1, Math.floor(vCpus / 2)),
      defaultNetworkCardIndex: 0,
      defaultThreadsPerCore: 2,
      defaultVcpus: vCpus,
      ebsEncryptionSupport: "supported",
      ebsNvmeSupport: isNitro ? "required" : "unsupported",
      ebsOptimizedSupport: "default",
      ebsPerformanceBaselineBandwidth: 0,
      ebsPerformanceBaselineIops: 0,
      ebsPerformanceBaselineThroughput: 0,
      ebsPerformanceMaximumBandwidth: 0,
      ebsPerformanceMaximumIops: 0,
      ebsPerformanceMaximumThroughput: 0,
      efaMaximumInterfaces: 0,
      efaSupported: false,
      enaSrdSupported: false,
      enaSupport: isNitro ? "required" : "unsupported",
      encryptionInTransitSupported: isNitro,
      fpgas: [],
      freeTierEligible: instanceType === "t3.micro",
      gpuses:
        gpus > 0 ? [{ count: gpus, manufacturer: "NVIDIA", memorySize: 0, name: gpuName }] : [],
      hibernationSupported: false,
      hypervisor: hypervisor === "metal" ? "" : hypervisor,
      inferenceAccelerators: [],
      instanceDisks: [],
      instanceStorageSupported: false,
      instanceType,
      ipv6Supported: true,
      maximumIpv4AddressesPerInterface: type.addressesPerInterface,
      maximumIpv6AddressesPerInterface: type.addressesPerInterface,
      maximumNetworkCards: 1,
      maximumNetworkInterfaces: type.networkInterfaces,
      mediaAccelerators: [],
      memorySize: memoryMiB,
      networkCards: [
        {
          baselineBandwidth: 0,
          index: 0,
          maximumInterfaces: type.networkInterfaces,
          peakBandwidth: 0,
          performance: "",
        },
      ],
      networkPerformance: "",
      neuronDevices: [],
      nitroEnclavesSupport: "unsupported",
      nitroTpmSupport: isNitro ? "supported" : "unsupported",
      nitroTpmSupportedVersions: isNitro ? ["2.0"] : [],
      phcSupport: "unsupported",
      region: session.region,
      supportedArchitectures: [...type.architectures],
      supportedCpuFeatures: [],
      supportedPlacementStrategies: ["cluster", "partition", "spread"],
      supportedRootDeviceTypes: ["ebs"],
      supportedUsagesClasses: ["on-demand", "spot"],
      supportedVirtualizationTypes: ["hvm"],
      sustainedClockSpeed: 0,
      totalFpgaMemory: 0,
      totalGpuMemory: 0,
      totalInferenceMemory: 0,
      totalInstanceStorage: 0,
      totalMediaMemory: 0,
      totalNeuronDeviceMemory: 0,
      validCores: [Math.max(1, Math.floor(vCpus / 2))],
      validThreadsPerCores: [1, 2],
    };
  },
);

/** Every Availability Zone has every type; Wavelength and Local Zones have a few. */
export const getInstanceTypeOfferings = awsFunction<
  ec2.GetInstanceTypeOfferingsArgs,
  ec2.GetInstanceTypeOfferingsResult
>(
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings",
  ["EC2", "DescribeInstanceTypeOfferings"],
  ({ session: { region } }, { filters, locationType = "region" }) => {
    const offerings = locationsOf(region, locationType).flatMap(({ location, types }) =>
      types.map((type) => ({ location, type })),
    );
    const view = ({ location, type }: (typeof offerings)[number]) => ({
      attributes: { location, "instance-type": type },
    });
    const found = select(offerings, view, { filters });
    return {
      id: region,
      instanceTypes: found.map(({ type }) => type),
      locationTypes: found.map(() => locationType),
      locations: found.map(({ location }) => location),
      region,
    };
  },
);

function locationsOf(region: string, locationType: string) {
  if (locationType === "region") return [{ location: region, types: instanceTypeNames }];
  return zonesOf(region).map(({ name, id, kind }) => ({
    location: locationType === "availability-zone-id" ? id : name,
    types: kind === "availability" ? instanceTypeNames : edgeInstanceTypes,
  }));
}
