import assert from "node:assert/strict";
import { clusterSupportType as rule } from "../../../../policy/rules/cluster/cluster-support-type";
import { spoil, verdict, violations } from "../../harness/judging";

describe("cluster-support-type", () => {
  it("refuses extended support, explicitly or by default", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      'upgradePolicy.supportType must be STANDARD; it is EXTENDED.\nFix: Set upgradePolicy.supportType to "STANDARD".',
    ]);
    assert.deepEqual(
      violations(rule, spoil(rule.passes, "cluster", { upgradePolicy: undefined })),
      [
        'upgradePolicy.supportType must be STANDARD; it is not set, which means EXTENDED.\nFix: Set upgradePolicy.supportType to "STANDARD".',
      ],
    );
  });

  it("requires extended support if configured", () => {
    const given = { [rule.id]: { properties: { supportType: "EXTENDED" } } };
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      'upgradePolicy.supportType must be EXTENDED; it is STANDARD.\nFix: Set upgradePolicy.supportType to "EXTENDED".',
    ]);
  });
});
