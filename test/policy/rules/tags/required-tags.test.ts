import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { requiredTags as rule } from "../../../../policy/rules/tags/required-tags";
import { remediated, spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Add the tags, preferably with the provider's defaultTags.";
const tags = { Project: "shop", Stack: "dev", ManagedBy: "pulumi" };
const template: Example = {
  template: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    properties: {
      tags,
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
    },
  },
};
const group = (propagateAtLaunch: boolean): Example => ({
  nodes: {
    type: "aws:autoscaling/group:Group",
    properties: {
      tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch })),
    },
  },
});

describe("required-tags refuses", () => {
  it("a resource without the tags, with the names of the missing ones", () => {
    assert.deepEqual(violations(rule, rule.fails), [`tags must have Stack, ManagedBy.\n${fix}`]);
    const bare = spoil(rule.fails, "network", { tags: undefined });
    assert.deepEqual(violations(rule, bare), [`tags must have Project, Stack, ManagedBy.\n${fix}`]);
  });

  it("a launch template that does not tag the resources that it launches", () => {
    const tagSpecifications = [{ resourceType: "instance", tags: { Project: "shop" } }];
    assert.deepEqual(violations(rule, spoil(template, "template", { tagSpecifications })), [
      `The tagSpecifications entry for "instance" must have Stack, ManagedBy.\n${fix}`,
      `The tagSpecifications entry for "volume" must have Project, Stack, ManagedBy.\n${fix}`,
    ]);
  });

  it("an Auto Scaling group that does not pass its tags on", () => {
    assert.deepEqual(violations(rule, group(false)), [
      "propagateAtLaunch must be true for the tags Project, Stack, ManagedBy.\nFix: Set propagateAtLaunch to true.",
    ]);
    assert.equal(verdict(rule, group(true)), "pass");
  });
});

describe("required-tags", () => {
  it("does not check resources that AWS cannot tag", () => {
    const route = { type: "aws:ec2/route:Route", properties: { routeTableId: "rtb-1" } };
    assert.equal(verdict(rule, { route }), "pass");
  });

  it("requires the configured keys", () => {
    const given = { [rule.id]: { properties: { required: ["Project"] } } };
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
  });

  it("adds the tags that follow from the stack and overwrites none", () => {
    const fixed = remediated(rule, spoil(rule.fails, "network", { tags: { Stack: "other" } }));
    assert.deepEqual(fixed["network"]?.properties?.["tags"], {
      Project: "shop",
      Stack: "other",
      ManagedBy: "pulumi",
    });
  });

  it("adds the tags to the resources that templates and groups launch", () => {
    for (const example of [spoil(template, "template", { tagSpecifications: [] }), group(false)]) {
      assert.equal(verdict(rule, example), "fail");
      assert.equal(verdict(rule, remediated(rule, example)), "pass");
    }
    const one = spoil(group(false), "nodes", { tags: [{ key: "Stack", value: "other" }] });
    assert.deepEqual(remediated(rule, one)["nodes"]?.properties?.["tags"], [
      { key: "Stack", value: "other", propagateAtLaunch: true },
      { key: "Project", value: "shop", propagateAtLaunch: true },
      { key: "ManagedBy", value: "pulumi", propagateAtLaunch: true },
    ]);
    const elastic = { resourceType: "elastic-gpu", tags: { a: "b" } };
    const kept = remediated(rule, spoil(template, "template", { tagSpecifications: [elastic] }));
    assert.deepEqual(kept["template"]?.properties?.["tagSpecifications"], [
      elastic,
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
    ]);
  });
});
