import assert from "node:assert/strict";
import { networkOneClusterPerVpc as rule } from "../../../../policy/rules/network/network-one-cluster-per-vpc";
import { judge, verdict, violations, without } from "../../harness/judging";

describe("network-one-cluster-per-vpc", () => {
  it("names the clusters that share a VPC, by id or by dependency", () => {
    const message =
      "The VPC must have one cluster; it has blue, green.\nFix: Give each cluster its own VPC, and connect the VPCs by peering, a transit gateway or VPC Lattice.";
    assert.deepEqual(violations(rule, rule.fails), [message]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [message]);
  });

  it("is advice in every environment", () => {
    const levels = ["dev", "prod"].map((stack) => judge([rule], rule.fails, { stack })[0]?.level);
    assert.deepEqual(levels, ["advisory", "advisory"]);
  });

  it("counts a cluster with several subnets once", () => {
    assert.equal(verdict(rule, without(rule.fails, "green")), "pass");
  });
});
