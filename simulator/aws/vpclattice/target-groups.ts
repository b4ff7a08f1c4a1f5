import type { vpclattice } from "@pulumi/aws";
import { latticeLimits } from "../../../model/lattice/names";
import { vpc } from "../ec2/reference-targets";
import { arn } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import {
  invalid,
  overQuota,
  requireFreeName,
  targetAttachment,
  targetGroup,
} from "./reference-targets";

type GroupCall = AwsCall<vpclattice.TargetGroupArgs>;
type AttachmentCall = AwsCall<vpclattice.TargetGroupAttachmentArgs>;

export const targetGroupType = resourceType<vpclattice.TargetGroupArgs>({
  token: targetGroup.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Target Group",
  operations: {
    create: "CreateTargetGroup",
    read: "GetTargetGroup",
    update: "UpdateTargetGroup",
    delete: "DeleteTargetGroup",
  },
  id: ({ hex }) => `tg-${hex(17)}`,
  autoname: { property: "name", maxLength: 128 },
  references: [
    {
      path: "config.vpcIdentifier",
      to: { ...vpc, notFound: (id) => invalid(`VPC ${id} does not exist`) },
    },
  ],
  validate: (call) => {
    requireFreeName(call, targetGroup, "Target group");
    requireConfig(call);
  },
  outputs: ({ session, id }) => ({
    arn: arn(session, "vpc-lattice", `targetgroup/${id}`),
    status: "ACTIVE",
  }),
});

/** Source: VPC Lattice User Guide, "Create a VPC Lattice target group". */
function requireConfig({ inputs: { type, config } }: GroupCall): void {
  const { port, protocol, vpcIdentifier } = config ?? {};
  if (type === "LAMBDA") {
    if (port === undefined && protocol === undefined && vpcIdentifier === undefined) return;
    throw invalid("Port, protocol and VPC are not for target groups of type LAMBDA");
  }
  const missing = Object.entries({ protocol, vpcIdentifier }).find(
    ([, value]) => value === undefined,
  );
  if (missing) throw invalid(`${missing[0]} is required for target groups of type ${type}`);
}

export const attachmentType = resourceType<vpclattice.TargetGroupAttachmentArgs>({
  token: targetAttachment.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Target Group Attachment",
  operations: {
    create: "RegisterTargets",
    read: "ListTargets",
    delete: "DeregisterTargets",
  },
  id: ({ inputs: { targetGroupIdentifier, target } }) =>
    [targetGroupIdentifier.split("/").at(-1), target.id, target.port ?? 0].join("/"),
  overwrites: true,
  references: [{ path: "targetGroupIdentifier", to: targetGroup }],
  validate: requireRoom,
});

function requireRoom(call: AttachmentCall): void {
  const { targetGroupIdentifier } = call.inputs;
  const others = all(call, targetAttachment).filter(
    ({ id, inputs }) => id !== call.id && inputs.targetGroupIdentifier === targetGroupIdentifier,
  );
  if (others.length < latticeLimits.targetsPerTargetGroup) return;
  throw overQuota("Target group has reached its number of targets");
}
