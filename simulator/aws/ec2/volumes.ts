import type { ebs } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { resourceType, type AwsCall } from "../resource";
import { findZone, openZones } from "../zones";
import { unsupportedIn } from "./launch-rules";

type VolumeCall = AwsCall<ebs.VolumeArgs>;

export const volumeType = resourceType<ebs.VolumeArgs>({
  token: "aws:ebs/volume:Volume",
  service: "EC2",
  noun: "EBS Volume",
  operations: { create: "CreateVolume", update: "ModifyVolume", delete: "DeleteVolume" },
  id: ({ hex }) => `vol-${hex(17)}`,
  validate: (call) => {
    requireSize(call);
    requireZone(call);
  },
  outputs: ({ session, id, inputs, created, hex }) => ({
    arn: arn(session, "ec2", `volume/${id}`),
    createTime: created,
    encrypted: inputs.encrypted ?? false,
    kmsKeyId:
      inputs.kmsKeyId ?? (inputs.encrypted ? arn(session, "kms", `key/${hex(32, "ebs")}`) : ""),
    size: inputs.size ?? 8,
    type: inputs.type ?? "gp2",
    iops: inputs.iops ?? defaultIops(inputs.type ?? "gp2", inputs.size ?? 8),
    throughput: inputs.throughput ?? (inputs.type === "gp3" ? 125 : 0),
  }),
});

export const encryptionByDefaultType = resourceType<ebs.EncryptionByDefaultArgs>({
  token: "aws:ebs/encryptionByDefault:EncryptionByDefault",
  service: "EC2",
  noun: "EBS Encryption By Default",
  operations: {
    create: "EnableEbsEncryptionByDefault",
    read: "GetEbsEncryptionByDefault",
    delete: "DisableEbsEncryptionByDefault",
  },
  id: ({ hex }) => `terraform-${hex(26)}`,
  defaults: { enabled: true },
});

/** What a volume gets where the program names no IOPS. Source: Amazon EBS User Guide, volume types. */
function defaultIops(type: string, size: number): number {
  if (type === "gp3") return 3000;
  return type === "gp2" ? Math.min(Math.max(100, 3 * size), 16_000) : 0;
}

function requireSize({ inputs }: VolumeCall): void {
  if (inputs.size !== undefined || inputs.snapshotId !== undefined) return;
  throw new CloudError(
    "MissingParameter",
    "The request must contain the parameter size/snapshotId",
  );
}

function requireZone(call: VolumeCall): void {
  const { availabilityZone, type = "gp2" } = call.inputs;
  const zone = findZone(call.session.region, availabilityZone);
  if (!zone || !openZones(call).some(({ id }) => id === zone.id)) {
    throw new CloudError("InvalidZone.NotFound", `The zone '${availabilityZone}' does not exist.`);
  }
  const refusal = unsupportedIn(zone, { volumeTypes: [type] });
  if (refusal) throw refusal;
}
