import assert from "node:assert/strict";
import { networkSubnetTags as rule } from "../../../../policy/rules/network/network-subnet-tags";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = 'Fix: Add the tag with the value "1".';

describe("network-subnet-tags", () => {
  it("requires the internal role tag on private subnets", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `This private subnet must have the tag kubernetes.io/role/internal-elb.\n${fix}`,
    ]);
  });

  it("requires the public role tag on public subnets", () => {
    const open = spoil(rule.passes, "subnet", { mapPublicIpOnLaunch: true });
    assert.deepEqual(violations(rule, open), [
      `This public subnet must have the tag kubernetes.io/role/elb.\n${fix}`,
    ]);
  });

  it("accepts the public role tag if the routes are in another stack", () => {
    const tagged = spoil(rule.fails, "subnet", { tags: { "kubernetes.io/role/elb": "1" } });
    assert.equal(verdict(rule, tagged), "pass");
  });

  it("does not check subnets in Wavelength Zones or without nodes", () => {
    const edge = spoil(rule.fails, "subnet", { availabilityZone: "us-east-1-wl1-bos-wlz-1" });
    assert.equal(verdict(rule, edge), "pass");
    assert.equal(verdict(rule, { subnet: rule.fails["subnet"]! }), "pass");
  });
});
