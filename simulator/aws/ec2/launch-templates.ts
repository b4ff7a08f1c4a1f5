import type { ec2 } from "@pulumi/aws";
import { isDeepStrictEqual } from "node:util";
import { CloudError } from "../../errors";
import type { Properties } from "../../values";
import { arn } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { requireUserData } from "./launch-rules";
import { launchTemplate } from "./reference-targets";

/**
 * Launch templates. AWS does not look at what a template refers to before something is launched
 * from it, so neither does this.
 */
export const launchTemplateType = resourceType<ec2.LaunchTemplateArgs>({
  token: launchTemplate.type,
  service: "EC2",
  noun: "EC2 Launch Template",
  operations: {
    create: "CreateLaunchTemplate",
    update: "CreateLaunchTemplateVersion",
    delete: "DeleteLaunchTemplate",
  },
  id: ({ hex }) => `lt-${hex(17)}`,
  autoname: { property: "name", prefix: "namePrefix", maxLength: 125 },
  changing: ["latestVersion"],
  validate: (call) => {
    requireNewName(call);
    requireUserData(call.inputs.userData);
  },
  planned: (inputs, before): Properties =>
    before?.["latestVersion"] !== undefined && keepsVersion(inputs, before)
      ? { latestVersion: before["latestVersion"] }
      : {},
  outputs: (call) => {
    const { previous } = call;
    const version = Number(previous?.outputs["latestVersion"] ?? 0);
    const latestVersion =
      previous && keepsVersion(call.inputs, previous.outputs) ? version : version + 1;
    const { updateDefaultVersion, defaultVersion } = call.inputs;
    return {
      arn: arn(call.session, "ec2", `launch-template/${call.id}`),
      latestVersion,
      defaultVersion: updateDefaultVersion ? latestVersion : (defaultVersion ?? 1),
    };
  },
});

/** Outputs that are not part of a version: the tags of a template are its own, not its instances'. */
const outsideOfVersions = new Set([
  ...["arn", "id", "name", "namePrefix", "region", "tags", "tagsAll"],
  ...["defaultVersion", "latestVersion", "updateDefaultVersion"],
]);

/** Whether an update makes no new version. */
function keepsVersion(inputs: Properties, before: Properties): boolean {
  return isDeepStrictEqual(versioned(inputs), versioned(before));
}

/** What a version is made of, without what outputs have for arguments that were not given. */
function versioned(properties: Properties): unknown {
  const parts = Object.entries(properties).filter(
    ([key, value]) => !outsideOfVersions.has(key) && value !== "" && value !== 0,
  );
  const text = JSON.stringify(Object.fromEntries(parts), (_key, value: unknown) =>
    value === "" || value === 0 ? undefined : value,
  );
  return JSON.parse(text);
}

function requireNewName(call: AwsCall<ec2.LaunchTemplateArgs>): void {
  const isTaken = all(call, launchTemplate).some(
    ({ id, outputs }) => id !== call.id && outputs["name"] === call.inputs.name,
  );
  if (!isTaken) return;
  throw new CloudError(
    "InvalidLaunchTemplateName.AlreadyExistsException",
    "Launch template name already in use.",
  );
}
