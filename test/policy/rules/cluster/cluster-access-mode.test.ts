import assert from "node:assert/strict";
import { clusterAccessMode as rule } from "../../../../policy/rules/cluster/cluster-access-mode";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = 'Fix: Set accessConfig.authenticationMode to "API".';

describe("cluster-access-mode", () => {
  it("refuses the ConfigMap", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `accessConfig.authenticationMode must be API; it is CONFIG_MAP.\n${fix}`,
    ]);
  });

  it("refuses EKS's default, which is the ConfigMap", () => {
    assert.deepEqual(violations(rule, spoil(rule.passes, "cluster", { accessConfig: undefined })), [
      `accessConfig.authenticationMode must be API; it is not set, which means CONFIG_MAP.\n${fix}`,
    ]);
  });

  it("accepts both modes if configured, for a migration", () => {
    const both = spoil(rule.passes, "cluster", {
      accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
    });
    const given = { [rule.id]: { properties: { modes: ["API", "API_AND_CONFIG_MAP"] } } };
    assert.equal(verdict(rule, both), "fail");
    assert.equal(verdict(rule, both, { given }), "pass");
  });
});
