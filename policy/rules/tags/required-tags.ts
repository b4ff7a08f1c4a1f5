import { Type } from "@sinclair/typebox";
import { requiredTags as ownTags } from "../../../model/tags";
import taggable from "../../data/taggable-types.json";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { asSent } from "../../frame/unknown";
import { parseUrn } from "../../frame/urn";
import {
  groupTags,
  keptTags,
  launchedTags,
  launchedTypes,
  type Tags,
  withGroupTags,
  withLaunchedTags,
} from "../../support/nodes/tags";

const group = "aws:autoscaling/group:Group";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const vpc = "aws:ec2/vpc:Vpc";

/** Only this project's stacks have the tag `Scenario`. */
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
  description:
    "Every resource that AWS can tag has the required tags. Auto Scaling groups and launch templates pass them on to the instances and volumes that they launch.",
  why: "Cost reports, clean-up jobs and alarms find the owner of a resource by its tags. Instances and volumes that a group launches have no tags unless the group or its launch template adds them.",
  fix: "Add the tags, preferably with the provider's defaultTags.",
  fails: example({ Project: "shop" }),
  passes: example({ Project: "shop", Stack: "dev", ManagedBy: "pulumi" }),
  links: [
    "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  ],
  references: [{ framework: "KICS", id: "e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10" }],
  config: {
    required: property(Type.Array(Type.String()), {
      default: commonTags,
      description: "keys of the tags that every resource must have",
    }),
    values: property(Type.Record(Type.String(), Type.String()), {
      default: commonValues,
      description:
        "values that remediation gives to missing tags; {project} and {stack} stand for the names of the Pulumi project and stack",
    }),
  },
  types: taggable.types as (typeof group | typeof template | typeof vpc)[],
  check(resource, { config, report }) {
    const missingIn = (tags: Tags | undefined) =>
      config.required.filter((key) => tags?.[key] === undefined);
    const reportMissing = (place: string, missing: readonly string[]) => {
      if (missing.length > 0) report(`${place} must have ${missing.join(", ")}.`);
    };
    reportMissing(
      "tags",
      missingIn(resource.type === group ? groupTags(resource.props) : resource.props.tags),
    );
    if (resource.type === template) {
      for (const launched of launchedTypes) {
        const place = `The tagSpecifications entry for "${launched}"`;
        reportMissing(place, missingIn(launchedTags(resource.props, launched)));
      }
    }
    if (resource.type === group) {
      const kept = keptTags(resource.props).filter((key) => config.required.includes(key));
      if (kept.length > 0) {
        report(
          `propagateAtLaunch must be true for the tags ${kept.join(", ")}.`,
          "Set propagateAtLaunch to true.",
        );
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
    if (resource.type === group) return { tags: withGroupTags(resource.props, tags) };
    const own = { tags: { ...tags, ...asSent(resource.props.tags) } };
    return resource.type === template
      ? { ...own, tagSpecifications: withLaunchedTags(resource.props, tags) }
      : own;
  },
});
