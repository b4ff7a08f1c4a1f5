import { findInstanceType } from "../../../model/nodes/instance-types";
import { CloudError } from "../../errors";
import { requireTarget } from "../references";
import type { Place } from "../resource";
import { edgeInstanceTypes, edgeVolumeTypes, findZone, type ZoneFacts } from "../zones";
import { findImage } from "./images";
import { subnet } from "./reference-targets";
import { text } from "../../values";

/** What an instance is launched with, from its own arguments or a launch template's. */
export interface Launch {
  imageId?: string | undefined;
  instanceType?: string | undefined;
  volumeTypes: readonly string[];
}

const MAX_USER_DATA_BYTES = 16_384;

/** @throws CloudError for user data that is not Base64, or too long */
export function requireUserData(base64: string | undefined): void {
  if (base64 === undefined) return;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) {
    throw new CloudError("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
  }
  if (Buffer.from(base64, "base64").length > MAX_USER_DATA_BYTES) {
    throw new CloudError(
      "InvalidParameterValue",
      `User data is limited to ${MAX_USER_DATA_BYTES} bytes`,
    );
  }
}

/**
 * The local cloud cannot know every image there is: one that it does not know is taken to exist.
 *
 * @throws CloudError for an image of another Region, a type that does not exist, and a pair of
 * them that do not fit each other
 */
export function requireLaunchable({ session }: Place, { imageId, instanceType }: Launch): void {
  if (imageId !== undefined && !/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(imageId)) {
    throw new CloudError("InvalidAMIID.Malformed", `Invalid id: "${imageId}"`);
  }
  const image = findImage(imageId ?? "");
  if (image && image.region !== session.region) {
    throw new CloudError("InvalidAMIID.NotFound", `The image id '[${imageId}]' does not exist`);
  }
  if (instanceType === undefined) return;
  const type = findInstanceType(instanceType);
  if (!type) {
    throw new CloudError(
      "InvalidParameterValue",
      `Invalid value '${instanceType}' for InstanceType.`,
    );
  }
  const architecture = image?.architecture;
  if (architecture === undefined || type.architectures.includes(architecture)) return;
  throw new CloudError(
    "InvalidParameterValue",
    `The architecture '${type.architectures.join(",")}' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
  );
}

/**
 * What a zone does not have of a launch, as EC2 says it, or undefined.
 * Wavelength and Local Zones have few instance types and volume types.
 */
export function unsupportedIn(zone: ZoneFacts, launch: Launch): CloudError | undefined {
  if (zone.kind === "availability") return undefined;
  const { instanceType, volumeTypes } = launch;
  if (instanceType !== undefined && !edgeInstanceTypes.includes(instanceType)) {
    return new CloudError(
      "Unsupported",
      `Your requested instance type (${instanceType}) is not supported in your requested Availability Zone (${zone.name}).`,
    );
  }
  const volume = volumeTypes.find((type) => !edgeVolumeTypes.includes(type));
  if (volume === undefined) return undefined;
  return new CloudError(
    "InvalidParameterValue",
    `The volume type '${volume}' is not supported in the Availability Zone '${zone.name}'.`,
  );
}

/** The zone of a subnet. */
export function zoneOfSubnet(place: Place, subnetId: string): ZoneFacts {
  const { outputs } = requireTarget(place, subnet, subnetId);
  return findZone(place.session.region, text(outputs["availabilityZone"]))!;
}
