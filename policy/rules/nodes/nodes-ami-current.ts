import { Type } from "@sinclair/typebox";
import ended from "../../data/ami-families.json";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (amiType: string) => ({
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["subnet-1"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
      amiType,
    },
  },
});

export const nodesAmiCurrent = defineRule({
  id: "nodes-ami-current",
  area: "nodes",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "Nodes run an image that still gets updates, and not an old release of it.",
  why: "EKS publishes images for the families that it supports, with fixes every few weeks. A family that has ended gets none, and a pinned release stays as vulnerable as it was on its day.",
  fix: "Use AL2023 or Bottlerocket, and leave releaseVersion out or renew it.",
  fails: example("AL2_x86_64"),
  passes: example("AL2023_x86_64_STANDARD"),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html",
  ],
  config: {
    maxAgeDays: property(Type.Integer({ minimum: 1 }), {
      default: 90,
      description: "days that a pinned release of an image may be old",
    }),
  },
  types: ["aws:eks/nodeGroup:NodeGroup", "aws:ec2/launchTemplate:LaunchTemplate"],
  check(resource, { config, today, report }) {
    if (resource.type === "aws:ec2/launchTemplate:LaunchTemplate") {
      const { imageId } = resource.props;
      const family = familyBy("parameters", imageId, today);
      if (family) report(`imageId is ${imageId}: ${family.name} ended on ${family.ended}.`);
      return;
    }
    const { amiType, releaseVersion } = resource.props;
    const family = familyBy("amiTypes", amiType, today);
    if (family) report(`amiType is ${amiType}: ${family.name} ended on ${family.ended}.`);
    const age = ageOf(releaseVersion, today);
    if (age !== undefined && age > config.maxAgeDays) {
      report(
        `releaseVersion ${releaseVersion} is ${age} days old, ${config.maxAgeDays} are allowed.`,
      );
    }
  },
});

function familyBy(key: "amiTypes" | "parameters", text: string | undefined, today: string) {
  return ended.families.find(
    (family) => family.ended <= today && new RegExp(family[key]).test(text ?? ""),
  );
}

/** Days since a release such as `1.34.1-20251112`; undefined for those without a date. */
function ageOf(release: string | undefined, today: string): number | undefined {
  const [, year, month, day] = /-(\d{4})(\d{2})(\d{2})$/.exec(release ?? "") ?? [];
  if (year === undefined) return undefined;
  return Math.round((Date.parse(today) - Date.parse(`${year}-${month}-${day}`)) / 86_400_000);
}
