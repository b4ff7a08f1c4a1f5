import assert from "node:assert/strict";
import { networkTwoZones as rule } from "../../../../policy/rules/network/network-two-zones";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Give the cluster a subnet in another Availability Zone.";

describe("network-two-zones", () => {
  it("refuses two subnets in one zone", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `The subnets in vpcConfig.subnetIds must be in at least 2 zones; these 2 are in 1: us-east-1a.\n${fix}`,
    ]);
  });

  it("refuses two subnets in one zone during preview, when no id is known", () => {
    assert.equal(verdict(rule, rule.fails, { preview: true }), "fail");
    assert.equal(verdict(rule, rule.passes, { preview: true }), "pass");
  });

  it("counts zones by their ids if they have no names", () => {
    const zoneId = { availabilityZone: undefined, availabilityZoneId: "use1-az1" };
    const example = spoil(spoil(rule.fails, "first", zoneId), "second", zoneId);
    assert.equal(verdict(rule, example), "fail");
  });

  it("requires as many zones as configured", () => {
    const given = { [rule.id]: { properties: { zones: 3 } } };
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      `The subnets in vpcConfig.subnetIds must be in at least 3 zones; these 2 are in 2: us-east-1a, us-east-1b.\n${fix}`,
    ]);
  });

  it("reports zones as unknown that AWS has not chosen yet", () => {
    const chosen = { availabilityZone: notYet };
    assert.equal(verdict(rule, spoil(rule.fails, "second", chosen)), "unknown");
  });

  it("assumes different zones for subnets that cannot be distinguished yet", () => {
    const vpcConfig = { subnetIds: notYetOf("first", "second", "third") };
    const third = rule.passes["second"]!;
    assert.equal(
      verdict(rule, spoil({ third, ...rule.passes }, "cluster", { vpcConfig })),
      "unknown",
    );
    const fails = spoil({ third: rule.fails["second"]!, ...rule.fails }, "cluster", { vpcConfig });
    assert.equal(verdict(rule, fails), "fail");
  });

  it("accepts possible subnets that are all in different zones", () => {
    const vpcConfig = { subnetIds: notYetOf("first", "second") };
    const example = spoil(rule.passes, "cluster", { vpcConfig });
    assert.deepEqual(judge([rule], example), []);
    const given = { [rule.id]: { properties: { zones: 3 } } };
    assert.equal(verdict(rule, example, { given }), "fail");
    assert.equal(verdict(rule, spoil(rule.fails, "cluster", { vpcConfig })), "fail");
    const third = spoil(rule.passes, "second", { availabilityZone: "us-east-1c" })["second"]!;
    const three = spoil({ third, ...rule.passes }, "cluster", {
      vpcConfig: { subnetIds: notYetOf("first", "second", "third") },
    });
    assert.equal(verdict(rule, three), "pass");
    assert.equal(verdict(rule, three, { given }), "unknown");
    const chosen = spoil(example, "second", { availabilityZone: notYet });
    assert.equal(verdict(rule, chosen), "unknown");
  });

  it("reports subnets as unknown if no dependency shows them", () => {
    const example = spoil(rule.passes, "cluster", { vpcConfig: { subnetIds: notYet } });
    assert.equal(verdict(rule, example), "unknown");
  });

  it("reports that it does not check subnets of other stacks", () => {
    const example = spoil(rule.fails, "cluster", {
      vpcConfig: { subnetIds: ["${first.id}", "subnet-9"] },
    });
    assert.deepEqual(
      judge([rule], example).map(({ level, message }) => [level, message]),
      [
        [
          "advisory",
          "Not checked, because they refer to other stacks:\nnetwork-two-zones on cluster: subnet subnet-9",
        ],
      ],
    );
  });
});
