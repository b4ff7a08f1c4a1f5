import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { globalArn, iamId } from "../identity";
import { resourceType } from "../resource";
import { instanceProfile, role } from "./reference-targets";

export const instanceProfileType = resourceType<iam.InstanceProfileArgs>({
  token: instanceProfile.type,
  service: "IAM",
  noun: "IAM Instance Profile",
  operations: {
    create: "CreateInstanceProfile",
    read: "GetInstanceProfile",
    update: "AddRoleToInstanceProfile",
    delete: "DeleteInstanceProfile",
  },
  global: true,
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) =>
    new CloudError("EntityAlreadyExists", `Instance Profile ${id} already exists.`),
  defaults: { path: "/" },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 128 },
  // The provider takes a role out of its profiles before it deletes it.
  references: [{ path: "role", to: role, blocks: false }],
  outputs: ({ session, inputs, created, hex }) => ({
    arn: globalArn(session, "iam", `instance-profile${inputs.path ?? "/"}${inputs.name}`),
    createDate: created,
    uniqueId: iamId("AIPA", hex(34, "unique")),
  }),
});
