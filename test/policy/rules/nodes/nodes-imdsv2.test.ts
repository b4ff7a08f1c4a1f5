import assert from "node:assert/strict";
import { nodesImdsv2 as rule } from "../../../../policy/rules/nodes/nodes-imdsv2";
import { remediated, spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;
const template = (metadataOptions: object | undefined) =>
  spoil(rule.passes, "template", { metadataOptions });

describe("nodes-imdsv2", () => {
  it("refuses optional tokens, explicitly or by default", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `metadataOptions.httpTokens must be "required", or IMDSv1 is enabled too; it is "optional".\n${fix}`,
    ]);
    assert.deepEqual(violations(rule, template(undefined)), [
      `metadataOptions.httpTokens must be "required", or IMDSv1 is enabled too; it is not set.\n${fix}`,
    ]);
  });

  it("refuses a hop limit that lets pods reach the metadata", () => {
    const two = template({ httpTokens: "required", httpPutResponseHopLimit: 2 });
    assert.deepEqual(violations(rule, two), [
      "metadataOptions.httpPutResponseHopLimit must be at most 1, or pods reach the metadata of the node; it is 2.\nFix: Set metadataOptions.httpPutResponseHopLimit to 1.",
    ]);
    const given = { [rule.id]: { properties: { maxHops: 2 } } };
    assert.equal(verdict(rule, two, { given }), "pass");
  });

  it("checks launch configurations and instances too", () => {
    for (const type of [
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      "aws:ec2/instance:Instance",
    ]) {
      assert.equal(verdict(rule, { node: { type } }), "fail", type);
    }
  });

  it("accepts a disabled metadata service", () => {
    assert.equal(verdict(rule, template({ httpEndpoint: "disabled" })), "pass");
  });

  it("requires tokens, limits hops and keeps other options", () => {
    const options = { httpPutResponseHopLimit: 3, instanceMetadataTags: "enabled" };
    assert.deepEqual(
      remediated(rule, template(options))["template"]?.properties?.["metadataOptions"],
      {
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "enabled",
      },
    );
  });
});
