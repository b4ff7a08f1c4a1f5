import assert from "node:assert/strict";
import { clusterLogging as rule } from "../../../../policy/rules/cluster/cluster-logging";
import { remediated, verdict, violations } from "../../harness/judging";

const given = { [rule.id]: { properties: { required: ["audit"] } } };

describe("cluster-logging", () => {
  it("names the disabled log types", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      "enabledClusterLogTypes must include audit, authenticator, controllerManager, scheduler.\nFix: Add the missing log types to enabledClusterLogTypes.",
    ]);
  });

  it("requires the configured types only", () => {
    assert.deepEqual(violations(rule, rule.fails, { given }), [
      "enabledClusterLogTypes must include audit.\nFix: Add the missing log types to enabledClusterLogTypes.",
    ]);
  });

  it("adds the missing types and keeps the others", () => {
    const fixed = remediated(rule, rule.fails, { given });
    assert.deepEqual(fixed["cluster"]?.properties?.["enabledClusterLogTypes"], ["api", "audit"]);
    assert.equal(verdict(rule, fixed, { given }), "pass");
  });
});
