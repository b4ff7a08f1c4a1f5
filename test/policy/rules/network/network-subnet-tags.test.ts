import assert from "node:assert/strict";
import { networkSubnetTags as rule } from "../../../../policy/rules/network/network-subnet-tags";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = 'Fix: Add the tag with the value "1".';

describe("network-subnet-tags", () => {
  it("asks for the internal role on private subnets", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `This private subnet must have the tag kubernetes.io/role/internal-elb.\n${fix}`,
    ]);
  });

  it("asks for the public role on public subnets", () => {
    const open = spoil(rule.passes, "subnet", { mapPublicIpOnLaunch: true });
    assert.deepEqual(violations(rule, open), [
      `This public subnet must have the tag kubernetes.io/role/elb.\n${fix}`,
    ]);
  });

  it("takes the word of a public role where the routes are in another stack", () => {
    const tagged = spoil(rule.fails, "subnet", { tags: { "kubernetes.io/role/elb": "1" } });
    assert.equal(verdict(rule, tagged), "pass");
  });

  it("does not judge subnets of Wavelength Zones, nor those without nodes", () => {
    const edge = spoil(rule.fails, "subnet", { availabilityZone: "us-east-1-wl1-bos-wlz-1" });
    assert.equal(verdict(rule, edge), "pass");
    assert.equal(verdict(rule, { subnet: rule.fails["subnet"]! }), "pass");
  });
});
