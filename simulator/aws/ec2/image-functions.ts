import type { ec2 } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { stableHex } from "../identity";
import { awsFunction } from "../resource";
import { select, type Filterable } from "./filters";
import { imagesIn, type Image } from "./images";

const aliases: Record<string, readonly string[]> = {
  amazon: ["137112412989", "602401143452", "092701018921", "801119661308"],
  "aws-marketplace": [],
};

export const getAmi = awsFunction<ec2.GetAmiArgs, ec2.GetAmiResult>(
  "aws:ec2/getAmi:getAmi",
  ["EC2", "DescribeImages"],
  ({ session }, { filters, owners, nameRegex, mostRecent = false }) => {
    const ids = owners?.flatMap((owner) => aliases[owner] ?? [owner]);
    const found = select(imagesIn(session.region), view, { filters })
      .filter(({ ownerId }) => ids === undefined || ids.includes(ownerId))
      .filter(({ name }) => nameRegex === undefined || new RegExp(nameRegex).test(name));
    const [image] = found;
    if (!image) {
      throw new ProviderError(
        "Your query returned no results. Please change your search criteria and try again.",
      );
    }
    if (found.length > 1 && !mostRecent) {
      throw new ProviderError(
        "Your query returned more than one result. Please try a more specific search criteria, or set `most_recent` attribute to true.",
      );
    }
    return { ...resultOf(image), mostRecent };
  },
);

function view(image: Image): Filterable {
  return {
    attributes: {
      architecture: image.architecture,
      "image-id": image.id,
      "image-type": "machine",
      "is-public": true,
      name: image.name,
      "owner-alias": "amazon",
      "owner-id": image.ownerId,
      "root-device-name": image.devices[0]?.name,
      "root-device-type": "ebs",
      "block-device-mapping.device-name": image.devices.map(({ name }) => name),
      "block-device-mapping.volume-type": "gp3",
      hypervisor: "xen",
      "ena-support": true,
      state: "available",
      "virtualization-type": "hvm",
    },
  };
}

function resultOf(image: Image) {
  const isWindows = image.name.startsWith("Windows");
  const snapshots = image.devices.map(({ name }) => `snap-${stableHex(image.id + name, 17)}`);
  return {
    id: image.id,
    architecture: image.architecture,
    arn: `arn:aws:ec2:${image.region}::image/${image.id}`,
    blockDeviceMappings: image.devices.map(({ name, size }, index) => ({
      deviceName: name,
      ebs: {
        delete_on_termination: "true",
        encrypted: "false",
        iops: "3000",
        snapshot_id: snapshots[index]!,
        throughput: "125",
        volume_initialization_rate: "0",
        volume_size: String(size),
        volume_type: "gp3",
      },
      noDevice: "",
      virtualName: "",
    })),
    bootMode: "uefi-preferred",
    creationDate: image.created,
    deprecationTime: "",
    description: image.name,
    enaSupport: true,
    hypervisor: "xen",
    imageId: image.id,
    imageLocation: `amazon/${image.name}`,
    imageOwnerAlias: "amazon",
    imageType: "machine",
    imdsSupport: "v2.0",
    kernelId: "",
    lastLaunchedTime: "",
    name: image.name,
    ownerId: image.ownerId,
    platform: isWindows ? "windows" : "",
    platformDetails: isWindows ? "Windows" : "Linux/UNIX",
    productCodes: [],
    public: true,
    ramdiskId: "",
    region: image.region,
    rootDeviceName: image.devices[0]?.name ?? "",
    rootDeviceType: "ebs",
    rootSnapshotId: snapshots[0] ?? "",
    sriovNetSupport: "simple",
    state: "available",
    stateReason: { code: "UNSET", message: "UNSET" },
    tags: {},
    tpmSupport: "",
    usageOperation: isWindows ? "RunInstances:0002" : "RunInstances",
    virtualizationType: "hvm",
  };
}
