import assert from "node:assert/strict";
import { nodesUpdateConfig as rule } from "../../../../policy/rules/nodes/nodes-update-config";
import { spoil, verdict, violations } from "../../harness/judging";

const nodes = (properties: object) => spoil(rule.passes, "nodes", { ...properties });

describe("nodes-update-config", () => {
  it("refuses an update of all nodes at once", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `updateConfig.maxUnavailable must be at most 50 % of the nodes; it is 3 of 3.\nFix: ${rule.fix}`,
    ]);
    assert.deepEqual(violations(rule, nodes({ updateConfig: { maxUnavailablePercentage: 80 } })), [
      `updateConfig.maxUnavailablePercentage must be at most 50; it is 80.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses forced updates, which ignore disruption budgets", () => {
    assert.deepEqual(violations(rule, nodes({ forceUpdateVersion: true })), [
      "forceUpdateVersion must not be true, because it overrides pod disruption budgets.\nFix: Remove forceUpdateVersion, and correct the budget that blocks updates.",
    ]);
    const given = { [rule.id]: { properties: { allowForce: true } } };
    assert.equal(verdict(rule, nodes({ forceUpdateVersion: true }), { given }), "pass");
  });

  it("accepts one node at a time, however few there are, and EKS's default", () => {
    const one = { minSize: 1, desiredSize: 1, maxSize: 1 };
    assert.equal(verdict(rule, nodes({ scalingConfig: one })), "pass");
    assert.equal(verdict(rule, nodes({ updateConfig: undefined })), "pass");
    assert.equal(verdict(rule, nodes({ updateConfig: { maxUnavailablePercentage: 50 } })), "pass");
  });
});
