import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { resourceType, type AwsCall } from "../resource";
import { prefixList } from "./reference-targets";

export const managedPrefixListType = resourceType<ec2.ManagedPrefixListArgs>({
  token: prefixList.type,
  service: "EC2",
  noun: "EC2 Managed Prefix List",
  operations: {
    create: "CreateManagedPrefixList",
    update: "ModifyManagedPrefixList",
    delete: "DeleteManagedPrefixList",
  },
  id: ({ hex }) => `pl-${hex(17)}`,
  autoname: { property: "name", maxLength: 255 },
  changing: ["version"],
  validate: requireRoom,
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `prefix-list/${call.id}`),
    ownerId: call.session.account,
    version: Number(call.previous?.outputs["version"] ?? 0) + 1,
  }),
});

function requireRoom({ inputs }: AwsCall<ec2.ManagedPrefixListArgs>): void {
  const { name = "", entries = [], maxEntries } = inputs;
  if (name.startsWith("com.amazonaws")) {
    throw new CloudError(
      "InvalidParameterValue",
      `The value (${name}) for parameter PrefixListName is invalid. Names cannot start with com.amazonaws.`,
    );
  }
  if (entries.length <= maxEntries) return;
  throw new CloudError(
    "PrefixListMaxEntriesExceeded",
    `You've reached the maximum number of entries for the prefix list.`,
  );
}
