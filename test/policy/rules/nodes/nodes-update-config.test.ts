import assert from "node:assert/strict";
import { nodesUpdateConfig as rule } from "../../../../policy/rules/nodes/nodes-update-config";
import { spoil, verdict, violations } from "../../harness/judging";

const nodes = (properties: object) => spoil(rule.passes, "nodes", { ...properties });

describe("nodes-update-config", () => {
  it("refuses an update of all nodes at once", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `updateConfig.maxUnavailable is 3 of 3 nodes, 50 % are allowed.\nFix: ${rule.fix}`,
    ]);
    assert.deepEqual(violations(rule, nodes({ updateConfig: { maxUnavailablePercentage: 80 } })), [
      `updateConfig.maxUnavailablePercentage is 80, 50 is allowed.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses to ignore disruption budgets", () => {
    assert.deepEqual(violations(rule, nodes({ forceUpdateVersion: true })), [
      "forceUpdateVersion is true.\nFix: Leave it out, and mend the budget that blocks updates.",
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
