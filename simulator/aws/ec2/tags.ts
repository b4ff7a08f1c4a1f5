import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { isObject, text } from "../../values";
import type { Entry } from "../../world";
import { isHere } from "../identity";
import type { Target } from "../references";
import { resourceType, type Place } from "../resource";

const tag: Pick<Target<ec2.TagArgs>, "type"> = { type: "aws:ec2/tag:Tag" };

/** A tag as a resource of its own, on something that another stack or AWS made. */
export const tagType = resourceType<ec2.TagArgs>({
  token: tag.type,
  service: "EC2",
  noun: "EC2 Tag",
  operations: { create: "CreateTags", update: "CreateTags", delete: "DeleteTags" },
  id: ({ inputs }) => `${inputs.resourceId},${inputs.key}`,
  validate: ({ world, session, inputs: { resourceId } }) => {
    const exists = world
      .everything()
      .some(({ id, scope }) => id === resourceId && isHere(session, scope));
    if (exists) return;
    throw new CloudError("InvalidID", `The ID '${resourceId}' is not valid`);
  },
});

/** All tags of something: those of its resource, the provider's own, and those put on it from outside. */
export function tagsOf(
  { world, session }: Place,
  { id, outputs }: Pick<Entry, "id" | "outputs">,
): Record<string, string> {
  const own = isObject(outputs["tagsAll"]) ? outputs["tagsAll"] : {};
  const outside = world
    .all(tag.type)
    .filter(({ scope, inputs }) => isHere(session, scope) && inputs["resourceId"] === id)
    .map(({ inputs }) => [text(inputs["key"]), text(inputs["value"])] as const);
  return { ...(own as Record<string, string>), ...Object.fromEntries(outside) };
}
