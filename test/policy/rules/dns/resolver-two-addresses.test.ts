import assert from "node:assert/strict";
import { resolverTwoAddresses as rule } from "../../../../policy/rules/dns/resolver-two-addresses";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const few = (count: number, needed: number, zones: string) =>
  `ipAddresses must be in at least ${needed} zones; they are in ${count}: ${zones}.\nFix: ${rule.fix}`;

const addresses = (...subnetIds: string[]) => ({
  ipAddresses: subnetIds.map((subnetId) => ({ subnetId })),
});

describe("resolver-two-addresses", () => {
  it("refuses any number of addresses in one zone, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [few(1, 2, "us-east-1a")]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [few(1, 2, "us-east-1a")]);
    const same = spoil(rule.passes, "inbound", addresses("${first.id}", "${first.id}"));
    assert.deepEqual(violations(rule, same), [few(1, 2, "us-east-1a")]);
  });

  it("requires as many zones as configured", () => {
    const given = { [rule.id]: { properties: { zones: 3 } } };
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      few(2, 3, "us-east-1a, us-east-1b"),
    ]);
  });

  it("accepts two zones, by name or by id", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const byId = spoil(rule.passes, "second", {
      availabilityZone: undefined,
      availabilityZoneId: "use1-az2",
    });
    assert.deepEqual(judge([rule], byId), []);
  });

  it("does not check subnets of other stacks, unless those of this stack are enough", () => {
    const mixed = spoil(rule.passes, "inbound", addresses("${first.id}", "subnet-9"));
    assert.deepEqual(
      judge([rule], mixed).map(({ message }) => message.split("\n")[1]),
      ["resolver-two-addresses on inbound: subnet subnet-9"],
    );
    const enough = addresses("${first.id}", "${second.id}", "subnet-9");
    assert.deepEqual(judge([rule], spoil(rule.passes, "inbound", enough)), []);
  });

  it("reports unknown zones and subnets", () => {
    const chosen = spoil(rule.fails, "second", { availabilityZone: undefined });
    const either = spoil(rule.passes, "inbound", addresses(notYetOf("first", "second")));
    const dark = spoil(rule.passes, "inbound", { ipAddresses: notYet });
    for (const example of [chosen, either, dark]) {
      assert.deepEqual(
        judge([rule], example, { preview: true }).map(({ message }) => message),
        ["Not checked yet: the zone of a subnet is not known during preview."],
      );
    }
    assert.equal(verdict(rule, chosen), "unknown");
  });
});
