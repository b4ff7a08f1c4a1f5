import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { requireTarget } from "../references";
import type { Place, Plain } from "../resource";
import { launchTemplate, launchTemplateByName, securityGroup, subnet } from "./reference-targets";

/** How something names a launch template. */
export interface TemplateUse {
  id?: string | undefined;
  name?: string | undefined;
  /** A number, `$Latest` or `$Default`. */
  version?: string | undefined;
}

/**
 * The contents of a launch template that something launches from. The local cloud keeps the latest
 * version only: an older one is taken to hold the same.
 *
 * @throws CloudError for a template or version that does not exist
 */
export function resolveTemplate(
  place: Place,
  use: TemplateUse | undefined,
): Plain<ec2.LaunchTemplateArgs> | undefined {
  if (!use) return undefined;
  const { id, name, version } = use;
  const entry =
    id === undefined
      ? requireTarget(place, launchTemplateByName, name ?? "")
      : requireTarget(place, launchTemplate, id);
  const latest = Number(entry.outputs["latestVersion"]);
  if (version !== undefined && /^\d+$/.test(version) && Number(version) > latest) {
    throw new CloudError(
      "InvalidLaunchTemplateId.VersionNotFound",
      `Could not find launch template version: ${version} for template: ${entry.id}`,
    );
  }
  return entry.inputs;
}

/** @throws CloudError for security groups and subnets of a template that do not exist */
export function requireTemplateReferences(
  place: Place,
  template: Plain<ec2.LaunchTemplateArgs>,
): void {
  const interfaces = template.networkInterfaces ?? [];
  for (const id of [
    ...(template.vpcSecurityGroupIds ?? []),
    ...interfaces.flatMap(({ securityGroups = [] }) => securityGroups),
  ]) {
    requireTarget(place, securityGroup, id);
  }
  for (const { subnetId } of interfaces) {
    if (subnetId !== undefined) requireTarget(place, subnet, subnetId);
  }
}
