import assert from "node:assert/strict";
import { nodesAmiCurrent as rule } from "../../../../policy/rules/nodes/nodes-ami-current";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Use AL2023 or Bottlerocket, and leave releaseVersion out or renew it.";
const release = (releaseVersion: string) => spoil(rule.passes, "nodes", { releaseVersion });

describe("nodes-ami-current", () => {
  it("refuses a family that has ended, from its last day on", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `amiType is AL2_x86_64: Amazon Linux 2 ended on 2025-11-26.\n${fix}`,
    ]);
    assert.equal(verdict(rule, rule.fails, { today: "2025-11-25" }), "pass");
  });

  it("refuses a launch template that looks up an image of it", () => {
    const imageId =
      "resolve:ssm:/aws/service/eks/optimized-ami/1.32/amazon-linux-2/recommended/image_id";
    const template = { type: "aws:ec2/launchTemplate:LaunchTemplate", properties: { imageId } };
    assert.deepEqual(violations(rule, { template }), [
      `imageId is ${imageId}: Amazon Linux 2 ended on 2025-11-26.\n${fix}`,
    ]);
    const current = imageId.replace("amazon-linux-2", "amazon-linux-2023/x86_64/standard");
    assert.equal(verdict(rule, spoil({ template }, "template", { imageId: current })), "pass");
  });

  it("refuses a pinned release that is too old", () => {
    assert.deepEqual(violations(rule, release("1.35.0-20260301")), [
      `releaseVersion 1.35.0-20260301 is 265 days old, 90 are allowed.\n${fix}`,
    ]);
    assert.equal(verdict(rule, release("1.35.0-20261101")), "pass");
  });

  it("does not judge releases without a date", () => {
    assert.equal(verdict(rule, release("1.50.0-2b3c4d5e")), "pass");
  });
});
