import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { text } from "../../values";
import { scopeOf } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { findZone, zonesOf, zoneGroupType } from "../zones";
import { subnet } from "./reference-targets";

/**
 * The account's consent to use a group of Local or Wavelength Zones. Several resources may stand
 * for one group, and its use outlives each of them.
 */
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
  afterDelete: keepWhileUsed,
});

/**
 * The provider calls nothing on a deletion, and AWS opts nobody out unasked. The local cloud forgets
 * a consent that nothing uses any more, so that it can be left empty.
 */
function keepWhileUsed(call: AwsCall<ec2.AvailabilityZoneGroupArgs>): void {
  const { world, session, type, id, seed, created } = call;
  const isUsed = all(call, subnet).some(
    ({ outputs }) => findZone(session.region, text(outputs["availabilityZone"]))?.group === id,
  );
  if (!isUsed) return;
  const inputs = { groupName: id, optInStatus: "opted-in" };
  const outputs = { ...inputs, region: session.region, id };
  world.put({ provider: "aws", scope: scopeOf(session), type, id, inputs, outputs, seed, created });
}
