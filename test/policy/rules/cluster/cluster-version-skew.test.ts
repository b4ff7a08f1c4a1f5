import assert from "node:assert/strict";
import { clusterVersionSkew as rule } from "../../../../policy/rules/cluster/cluster-version-skew";
import { spoil, verdict, violations } from "../../harness/judging";

const nodes = (properties: object) =>
  spoil(rule.passes, "nodes", { version: undefined, ...properties });

describe("cluster-version-skew", () => {
  it("refuses nodes that are newer than the cluster", () => {
    const message =
      "Nodes must not be newer than their cluster; nodes have 1.36, the cluster has 1.35.\nFix: Upgrade the cluster first.";
    assert.deepEqual(violations(rule, rule.fails), [message]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [message]);
  });

  it("refuses nodes that are too old, also by the release of their image", () => {
    const message =
      "Nodes must be at most 3 minor versions older than their cluster; nodes have 1.31, the cluster has 1.35.\nFix: Set the version of the node group to that of the cluster, or leave it out.";
    assert.deepEqual(violations(rule, nodes({ version: "1.31" })), [message]);
    assert.deepEqual(violations(rule, nodes({ releaseVersion: "1.31.2-20250101" })), [message]);
  });

  it("allows fewer versions if configured", () => {
    const given = { [rule.id]: { properties: { maxBehind: 0 } } };
    assert.equal(verdict(rule, nodes({ version: "1.34" })), "pass");
    assert.equal(verdict(rule, nodes({ version: "1.34" }), { given }), "fail");
  });

  it("accepts nodes without a version and clusters of other stacks", () => {
    assert.equal(verdict(rule, nodes({})), "pass");
    assert.equal(verdict(rule, nodes({ version: "1.40", clusterName: "other" })), "pass");
  });
});
