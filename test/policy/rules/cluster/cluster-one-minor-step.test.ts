import assert from "node:assert/strict";
import { clusterOneMinorStep as rule } from "../../../../policy/rules/cluster/cluster-one-minor-step";
import { spoil, verdict, violations } from "../../harness/judging";

const given = { [rule.id]: { properties: { current: { games: "1.34" } } } };
const cluster = (version: string) => spoil(rule.fails, "cluster", { version });

describe("cluster-one-minor-step", () => {
  it("refuses a skipped version", () => {
    assert.deepEqual(violations(rule, cluster("1.36"), { given }), [
      'version: "1.36" is 2 minor versions after the cluster\'s 1.34: EKS updates one at a time. Go to 1.35 first.',
    ]);
  });

  it("refuses a downgrade", () => {
    assert.deepEqual(violations(rule, cluster("1.33"), { given }), [
      'version: "1.33" is older than the cluster\'s 1.34: a control plane never goes down. Keep 1.34 or go to 1.35.',
    ]);
  });

  it("accepts the same and the next version", () => {
    assert.equal(verdict(rule, cluster("1.35"), { given }), "pass");
    assert.equal(verdict(rule, cluster("1.34"), { given }), "pass");
  });

  it("does not check clusters that are not listed", () => {
    assert.equal(verdict(rule, cluster("1.36")), "pass");
  });
});
