import type { Resource } from "../../frame/resource";

/** The resource types that declare EBS volumes. */
export const volumeTypes = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:ec2/instance:Instance",
  "aws:ebs/volume:Volume",
] as const;

type VolumeResource = Resource<(typeof volumeTypes)[number]>;

/** One EBS volume that a resource declares. */
export interface DeclaredVolume {
  /** The property that contains it, with a dot at the end: `blockDeviceMappings[0].ebs.`. */
  path: string;
  volumeType: string | undefined;
  /** A string in launch templates. */
  encrypted: boolean | string | undefined;
}

/** The volumes that a resource declares. The AMI can add others, such as its root volume. */
export function declaredVolumes(resource: VolumeResource): DeclaredVolume[] {
  switch (resource.type) {
    case "aws:ebs/volume:Volume":
      return [ownVolume(resource.props)];
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return (resource.props.blockDeviceMappings ?? []).flatMap(({ ebs }, at) =>
        ebs ? [volume(`blockDeviceMappings[${at}].ebs.`, ebs)] : [],
      );
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
    case "aws:ec2/instance:Instance": {
      const { rootBlockDevice, ebsBlockDevices } = resource.props;
      return [
        ...(rootBlockDevice ? [volume("rootBlockDevice.", rootBlockDevice)] : []),
        ...(ebsBlockDevices ?? []).map((device, at) => volume(`ebsBlockDevices[${at}].`, device)),
      ];
    }
  }
}

/** Whether the AMI alone decides the settings of the root volume. */
export function hasRootOfImage(resource: VolumeResource): boolean {
  switch (resource.type) {
    case "aws:ebs/volume:Volume":
      return false;
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return declaredVolumes(resource).length === 0;
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
    case "aws:ec2/instance:Instance":
      return resource.props.rootBlockDevice === undefined;
  }
}

function ownVolume(props: { type?: string; encrypted?: boolean }): DeclaredVolume {
  return {
    path: "",
    get volumeType() {
      return props.type;
    },
    get encrypted() {
      return props.encrypted;
    },
  };
}

interface Device {
  volumeType?: string | undefined;
  encrypted?: boolean | string | undefined;
}

/** Getters read each property separately, so that an unknown one does not hide the others. */
function volume(path: string, device: Device): DeclaredVolume {
  return {
    path,
    get volumeType() {
      return device.volumeType;
    },
    get encrypted() {
      return device.encrypted;
    },
  };
}
