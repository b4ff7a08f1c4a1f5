import type { PropertiesOf } from "../../frame/inputs";
import { asSent } from "../../frame/unknown";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

type TemplateProperties = PropertiesOf<"aws:ec2/launchTemplate:LaunchTemplate">;
type GroupProperties = PropertiesOf<"aws:autoscaling/group:Group">;

/** What a launch template launches and can tag. */
export const launchedTypes = ["instance", "volume"];

/** The tags that a launch template gives to what it launches. */
export function launchedTags(
  { tagSpecifications }: TemplateProperties,
  launched: string,
): Tags | undefined {
  return tagSpecifications?.find(({ resourceType }) => resourceType === launched)?.tags;
}

/** The tag specifications of a launch template, completed with tags for all that it launches. */
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

/** Keys of the tags that an Auto Scaling group keeps to itself. */
export function keptTags({ tags }: GroupProperties): string[] {
  return (tags ?? []).filter((tag) => !tag.propagateAtLaunch).map(({ key }) => key);
}

/** The tags of an Auto Scaling group, completed with tags that it hands on. */
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
