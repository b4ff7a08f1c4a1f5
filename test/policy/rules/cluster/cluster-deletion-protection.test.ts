import assert from "node:assert/strict";
import { clusterDeletionProtection as rule } from "../../../../policy/rules/cluster/cluster-deletion-protection";
import { judge, remediated, spoil, violations } from "../../harness/judging";

describe("cluster-deletion-protection", () => {
  it("refuses a cluster that anyone may delete", () => {
    const fix = "Fix: Set deletionProtection to true.";
    assert.deepEqual(violations(rule, rule.fails), [
      `deletionProtection must be true; it is not set.\n${fix}`,
    ]);
    const off = spoil(rule.passes, "cluster", { deletionProtection: false });
    assert.deepEqual(violations(rule, off), [
      `deletionProtection must be true; it is false.\n${fix}`,
    ]);
  });

  it("stops a deployment in production only", () => {
    const levels = ["dev", "shop-prod-eu"].map(
      (stack) => judge([rule], rule.fails, { stack })[0]?.level,
    );
    assert.deepEqual(levels, ["advisory", "mandatory"]);
  });

  it("turns the protection on", () => {
    const fixed = remediated(rule, rule.fails);
    assert.equal(fixed["cluster"]?.properties?.["deletionProtection"], true);
  });
});
