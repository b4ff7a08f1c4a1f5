import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { resourceType } from "../resource";
import { placementGroup } from "./reference-targets";

export const placementGroupType = resourceType<ec2.PlacementGroupArgs>({
  token: placementGroup.type,
  service: "EC2",
  noun: "EC2 Placement Group",
  operations: {
    create: "CreatePlacementGroup",
    update: "CreateTags",
    delete: "DeletePlacementGroup",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) =>
    new CloudError(
      "InvalidPlacementGroup.Duplicate",
      `The Placement Group '${id}' already exists.`,
    ),
  autoname: { property: "name", maxLength: 255 },
  outputs: ({ session, id, inputs, hex }) => ({
    arn: arn(session, "ec2", `placement-group/${id}`),
    placementGroupId: `pg-${hex(17)}`,
    partitionCount: inputs.partitionCount ?? (inputs.strategy === "partition" ? 2 : 0),
    spreadLevel: inputs.spreadLevel ?? (inputs.strategy === "spread" ? "rack" : ""),
  }),
});
