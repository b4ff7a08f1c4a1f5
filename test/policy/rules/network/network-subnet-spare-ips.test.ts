import assert from "node:assert/strict";
import { networkSubnetSpareIps as rule } from "../../../../policy/rules/network/network-subnet-spare-ips";
import { spoil, verdict, violations } from "../../harness/judging";

describe("network-subnet-spare-ips", () => {
  it("refuses a subnet with fewer addresses than EKS may need", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      "Subnet subnet (10.0.0.0/28) must have at least 16 addresses; it has 11.\nFix: Use a larger subnet, at least a /27.",
    ]);
  });

  it("does not count the five addresses that AWS reserves", () => {
    const given = { [rule.id]: { properties: { spare: 28 } } };
    const subnet27 = spoil(rule.passes, "subnet", { cidrBlock: "10.0.0.0/27" });
    assert.equal(verdict(rule, subnet27), "pass");
    assert.equal(verdict(rule, subnet27, { given }), "fail");
  });

  it("does not check subnets that no cluster uses", () => {
    assert.equal(verdict(rule, { subnet: rule.fails["subnet"]! }), "pass");
  });
});
