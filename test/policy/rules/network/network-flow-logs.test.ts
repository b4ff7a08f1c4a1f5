import assert from "node:assert/strict";
import { networkFlowLogs as rule } from "../../../../policy/rules/network/network-flow-logs";
import { spoil, verdict, violations } from "../../harness/judging";

describe("network-flow-logs", () => {
  it("refuses a VPC without a flow log", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      "The VPC must have a flow log; the stack has none for it.\nFix: Add an aws.ec2.FlowLog with this VPC's id.",
    ]);
  });

  it("refuses a VPC if the flow log is for another VPC", () => {
    assert.equal(verdict(rule, spoil(rule.passes, "flows", { vpcId: "vpc-2" })), "fail");
  });

  it("finds the VPC of a flow log during preview", () => {
    assert.equal(verdict(rule, rule.passes, { preview: true }), "pass");
  });
});
