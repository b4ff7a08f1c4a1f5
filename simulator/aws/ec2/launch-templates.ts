import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { requireUserData } from "./launch-rules";
import { launchTemplate } from "./targets";

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
  outputs: (call) => {
    const latestVersion = Number(call.previous?.outputs["latestVersion"] ?? 0) + 1;
    const { updateDefaultVersion, defaultVersion } = call.inputs;
    return {
      arn: arn(call.session, "ec2", `launch-template/${call.id}`),
      latestVersion,
      defaultVersion: updateDefaultVersion ? latestVersion : (defaultVersion ?? 1),
    };
  },
});

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
