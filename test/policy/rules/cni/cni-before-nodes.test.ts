import assert from "node:assert/strict";
import { cniBeforeNodes as rule } from "../../../../policy/rules/cni/cni-before-nodes";
import { spoil, verdict, violations } from "../../harness/judging";

describe("cni-before-nodes", () => {
  it("refuses an add-on that depends on a node group", () => {
    const message =
      "The add-on must not depend on nodes; it depends on nodes (aws:eks/nodeGroup:NodeGroup).\nFix: Make the node groups depend on the add-on, not the add-on on the node groups.";
    assert.deepEqual(violations(rule, rule.fails), [message]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [message]);
  });

  it("refuses an add-on that depends on nodes indirectly", () => {
    const example = {
      group: { type: "aws:autoscaling/group:Group", properties: { name: "nodes" } },
      wait: { type: "time:index/sleep:Sleep", properties: { triggers: ["${group.name}"] } },
      "vpc-cni": spoil(rule.passes, "vpc-cni", { clusterName: "${wait.id}" })["vpc-cni"]!,
    };
    assert.equal(verdict(rule, example), "fail");
  });

  it("accepts an add-on that depends on its cluster", () => {
    const example = {
      games: { type: "aws:eks/cluster:Cluster", properties: { name: "games" } },
      "vpc-cni": spoil(rule.passes, "vpc-cni", { clusterName: "${games.name}" })["vpc-cni"]!,
    };
    assert.equal(verdict(rule, example), "pass");
  });

  it("ignores other add-ons, which need nodes", () => {
    assert.equal(verdict(rule, spoil(rule.fails, "vpc-cni", { addonName: "coredns" })), "pass");
  });
});
