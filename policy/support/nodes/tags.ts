import type { PropertiesOf } from "../../frame/inputs";
import { asSent } from "../../frame/unknown";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

type TemplateProperties = PropertiesOf<"aws:ec2/launchTemplate:LaunchTemplate">;
type GroupProperties = PropertiesOf<"aws:autoscaling/group:Group">;

/** The resource types that a launch template launches and tags. */
export const launchedTypes = ["instance", "volume"];

/** The tags that a launch template gives to the resources that it launches. */
export function launchedTags(
  { tagSpecifications }: TemplateProperties,
  launched: string,
): Tags | undefined {
  return tagSpecifications?.find(({ resourceType }) => resourceType === launched)?.tags;
}

/** The tag specifications of a launch template, with tags added for all launched types. */
export function withLaunchedTags(
  template: TemplateProperties,
  tags: Tags,
): TemplateProperties["tagSpecifications"] {
  const others = (template.tagSpecifications ?? []).filter(
    ({ resourceType }) => !launchedTypes.includes(resourceType ?? ""),
  );
  const completed = launchedTypes.map((resourceType) => ({
    resourceType,
    tags: { ...tags, ...asSent(launchedTags(template, resourceType)) },
  }));
  return [...others.map(asSent), ...completed];
}

/** The tags of an Auto Scaling group. */
export function groupTags({ tags }: GroupProperties): Tags {
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value]));
}

/** The keys of the tags that an Auto Scaling group does not pass on to instances. */
export function keptTags({ tags }: GroupProperties): string[] {
  return (tags ?? []).filter((tag) => !tag.propagateAtLaunch).map(({ key }) => key);
}

/** The tags of an Auto Scaling group, with tags added that it passes on to instances. */
export function withGroupTags(
  { tags: given = [] }: GroupProperties,
  tags: Tags,
): GroupProperties["tags"] {
  const missing = Object.entries(tags).filter(([key]) => !given.some((tag) => tag.key === key));
  const completed = given.map((tag) =>
    Object.hasOwn(tags, tag.key) ? { ...asSent(tag), propagateAtLaunch: true } : asSent(tag),
  );
  return [
    ...completed,
    ...missing.map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
  ];
}
