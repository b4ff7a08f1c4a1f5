import type { Resource } from "../../frame/resource";
import { requiredTags as ownTags } from "../../../model/tags";
import taggable from "../../data/taggable-types.json";
import type { PropertiesOf } from "../../frame/inputs";
import { defineRule } from "../../frame/rule";
import { asSent } from "../../frame/unknown";
import { parseUrn } from "../../frame/urn";

const group = "aws:autoscaling/group:Group";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const vpc = "aws:ec2/vpc:Vpc";

type Tags = Readonly<Record<string, string>>;

/** `Scenario` is for this project's own stacks to add. */
const commonTags: string[] = ownTags.filter((key) => key !== "Scenario");
const commonValues: Tags = { Project: "{project}", Stack: "{stack}", ManagedBy: "pulumi" };

const example = (tags: Tags) => ({
  network: { type: vpc, properties: { cidrBlock: "10.0.0.0/16", tags } },
});

export const requiredTags = defineRule({
  id: "required-tags",
  area: "tags",
  severity: "low",
  levels: { dev: "advisory", prod: "mandatory" },
  says: "Every resource that AWS can tag carries the required tags, and groups and templates hand them on to what they launch.",
  why: "Bills, clean-ups and alarms find the owner of a resource by its tags. The instances and volumes that a group launches have none unless the group or its template says so.",
  fix: "Add the tags, best by the provider's defaultTags.",
  fails: example({ Project: "shop" }),
  passes: example({ Project: "shop", Stack: "dev", ManagedBy: "pulumi" }),
  links: ["https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"],
  config: {
    required: {
      type: "array",
      items: { type: "string" },
      default: commonTags,
      description: "keys of the tags that must be there",
    },
    values: {
      type: "object",
      additionalProperties: { type: "string" },
      default: commonValues,
      description:
        "values that remediation gives missing tags; {project} and {stack} stand for Pulumi's",
    },
  },
  types: taggable.types as (typeof group | typeof template | typeof vpc)[],
  check(resource, { config, report }) {
    const missingIn = (tags: Tags | undefined) =>
      config.required.filter((key) => tags?.[key] === undefined);
    const tell = (place: string, missing: readonly string[]) => {
      if (missing.length > 0) report(`${place} has no ${missing.join(", ")}.`);
    };
    tell("tags", missingIn(tagsOf(resource)));
    if (resource.type === template) {
      for (const launched of launchedTypes) {
        const place = `the tagSpecifications entry for "${launched}"`;
        tell(place, missingIn(specificationFor(resource.props, launched)?.tags));
      }
    }
    if (resource.type === group) {
      const kept = (resource.props.tags ?? []).filter(
        ({ propagateAtLaunch }) => !propagateAtLaunch,
      );
      const notHandedOn = kept.map(({ key }) => key).filter((key) => config.required.includes(key));
      if (notHandedOn.length > 0) {
        report(`propagateAtLaunch is not true for ${notHandedOn.join(", ")}.`, "Set it to true.");
      }
    }
  },
  remediate(resource, { config }) {
    const { project, stack } = parseUrn(resource.urn);
    const wanted = config.required.flatMap((key): [string, string][] => {
      const value = config.values[key];
      if (value === undefined) return [];
      return [[key, value.replace("{project}", project).replace("{stack}", stack)]];
    });
    const tags = Object.fromEntries(wanted);
    if (resource.type === group) return { tags: tagGroup(resource.props.tags ?? [], tags) };
    const own = { tags: { ...tags, ...asSent(resource.props.tags) } };
    return resource.type === template
      ? { ...own, tagSpecifications: tagLaunched(resource.props, tags) }
      : own;
  },
});

/** What a launch template launches and can tag. */
const launchedTypes = ["instance", "volume"];

function tagsOf(resource: Resource<typeof group | typeof template | typeof vpc>): Tags {
  if (resource.type !== group) return resource.props.tags ?? {};
  return Object.fromEntries((resource.props.tags ?? []).map(({ key, value }) => [key, value]));
}

type TemplateProperties = PropertiesOf<typeof template>;

function specificationFor({ tagSpecifications }: TemplateProperties, launched: string) {
  return tagSpecifications?.find(({ resourceType }) => resourceType === launched);
}

function tagLaunched(props: TemplateProperties, tags: Tags) {
  const others = (props.tagSpecifications ?? []).filter(
    ({ resourceType }) => !launchedTypes.includes(resourceType ?? ""),
  );
  return [
    ...others.map(asSent),
    ...launchedTypes.map((resourceType) => ({
      resourceType,
      tags: { ...tags, ...asSent(specificationFor(props, resourceType)?.tags) },
    })),
  ];
}

type GroupTags = NonNullable<PropertiesOf<typeof group>["tags"]>;

function tagGroup(given: GroupTags, tags: Tags): GroupTags {
  const missing = Object.entries(tags).filter(([key]) => !given.some((tag) => tag.key === key));
  const isRequired = (key: string) => Object.hasOwn(tags, key);
  return [
    ...given.map((tag) =>
      isRequired(tag.key) ? { ...asSent(tag), propagateAtLaunch: true } : asSent(tag),
    ),
    ...missing.map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
  ];
}
