import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { resourceType } from "../resource";
import { zonesOf, zoneGroupType } from "../zones";

/** The account's consent to use a group of Local or Wavelength Zones. */
export const availabilityZoneGroupType = resourceType<ec2.AvailabilityZoneGroupArgs>({
  token: zoneGroupType,
  service: "EC2",
  noun: "EC2 Availability Zone Group",
  operations: {
    create: "ModifyAvailabilityZoneGroup",
    read: "DescribeAvailabilityZones",
    update: "ModifyAvailabilityZoneGroup",
    delete: "ModifyAvailabilityZoneGroup",
  },
  id: ({ inputs }) => inputs.groupName,
  overwrites: true,
  validate: ({ session, inputs: { groupName, optInStatus } }) => {
    const isGroup = zonesOf(session.region).some(
      ({ group, kind }) => group === groupName && kind !== "availability",
    );
    if (!isGroup) {
      throw new CloudError(
        "InvalidZoneGroup.NotFound",
        `The zone group '${groupName}' was not found`,
      );
    }
    if (optInStatus === "opted-in") return;
    throw new CloudError(
      "InvalidParameterValue",
      `Opting out of the zone group '${groupName}' is done by AWS Support only.`,
    );
  },
});
