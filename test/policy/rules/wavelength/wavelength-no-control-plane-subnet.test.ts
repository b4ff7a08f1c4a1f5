import assert from "node:assert/strict";
import { wavelengthNoControlPlaneSubnet as rule } from "../../../../policy/rules/wavelength/wavelength-no-control-plane-subnet";
import { judge, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const zone = "us-east-1-wl1-bos-wlz-1";
const refused = (where: string) =>
  `vpcConfig.subnetIds must not include a subnet in a Wavelength Zone; one is in ${where}.\nFix: ${rule.fix}`;

describe("wavelength-no-control-plane-subnet refuses", () => {
  it("a cluster with a subnet in a Wavelength Zone, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [refused(zone)]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [refused(zone)]);
  });

  it("several subnets of a zone once", () => {
    const chicago = spoil(rule.fails, "first", { availabilityZone: "us-east-1-wl1-chi-wlz-1" });
    assert.deepEqual(violations(rule, chicago), [
      refused("us-east-1-wl1-chi-wlz-1"),
      refused(zone),
    ]);
    const same = spoil(rule.fails, "first", { availabilityZone: zone });
    assert.deepEqual(violations(rule, same), [refused(zone)]);
  });

  it("a subnet of another stack that the configuration names", () => {
    const given = { [rule.id]: { properties: { wavelengthSubnets: ["subnet-bos"] } } };
    const example = spoil(rule.passes, "cluster", {
      vpcConfig: { subnetIds: ["${first.id}", "subnet-bos"] },
    });
    assert.deepEqual(violations(rule, example, { given }), [refused("subnet-bos")]);
  });
});

describe("wavelength-no-control-plane-subnet", () => {
  it("accepts Availability Zones and Local Zones", () => {
    assert.equal(verdict(rule, rule.passes, { preview: true }), "pass");
    const local = spoil(rule.passes, "second", { availabilityZone: "us-west-2-lax-1a" });
    assert.equal(verdict(rule, local), "pass");
  });

  it("reports as unknown which of its possible subnets a cluster has", () => {
    const either = spoil(rule.fails, "cluster", {
      vpcConfig: { subnetIds: [notYetOf("first", "second")] },
    });
    assert.deepEqual(
      judge([rule], either, { preview: true }).map(({ message }) => message),
      ["Not checked yet: a subnet of this cluster is not known during preview."],
    );
  });
});
