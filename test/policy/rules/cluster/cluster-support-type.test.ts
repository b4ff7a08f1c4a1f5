import assert from "node:assert/strict";
import { clusterSupportType as rule } from "../../../../policy/rules/cluster/cluster-support-type";
import { spoil, verdict, violations } from "../../harness/judging";

describe("cluster-support-type", () => {
  it("reports extended support, asked for or by default", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      'upgradePolicy.supportType is EXTENDED.\nFix: Set it to "STANDARD".',
    ]);
    assert.deepEqual(
      violations(rule, spoil(rule.passes, "cluster", { upgradePolicy: undefined })),
      ['upgradePolicy.supportType is not set, which is EXTENDED.\nFix: Set it to "STANDARD".'],
    );
  });

  it("asks for extended support where the configuration does", () => {
    const given = { [rule.id]: { properties: { supportType: "EXTENDED" } } };
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      'upgradePolicy.supportType is STANDARD.\nFix: Set it to "EXTENDED".',
    ]);
  });
});
