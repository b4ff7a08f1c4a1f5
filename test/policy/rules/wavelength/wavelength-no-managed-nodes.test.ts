import assert from "node:assert/strict";
import { wavelengthNoManagedNodes as rule } from "../../../../policy/rules/wavelength/wavelength-no-managed-nodes";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const zone = "us-east-1-wl1-bos-wlz-1";
const fix = `Fix: ${rule.fix}`;

const region = {
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a" },
};

describe("wavelength-no-managed-nodes refuses", () => {
  it("a node group with a subnet in a Wavelength Zone, alone or among others", () => {
    const wanted = [
      `The node group must not have a subnet in a Wavelength Zone; one is in ${zone}.\n${fix}`,
    ];
    assert.deepEqual(violations(rule, rule.fails), wanted);
    const mixed = spoil({ ...rule.fails, region }, "nodes", {
      subnetIds: ["${region.id}", "${subnet.id}"],
    });
    assert.deepEqual(violations(rule, mixed), wanted);
  });

  it("such a node group during preview, when no id is known", () => {
    assert.equal(verdict(rule, rule.fails, { preview: true }), "fail");
  });

  it("a Fargate profile with such a subnet", () => {
    const profile = {
      type: "aws:eks/fargateProfile:FargateProfile",
      properties: { clusterName: "edge", subnetIds: ["${subnet.id}"] },
    };
    assert.deepEqual(violations(rule, { subnet: rule.fails["subnet"]!, profile }), [
      `The Fargate profile must not have a subnet in a Wavelength Zone; one is in ${zone}.\n${fix}`,
    ]);
  });

  it("several subnets of a zone, given by its id, once", () => {
    const byId = {
      type: "aws:ec2/subnet:Subnet",
      properties: { vpcId: "vpc-1", availabilityZoneId: "use1-wl1-bos-wlz1" },
    };
    const example = spoil({ first: byId, second: byId, ...rule.fails }, "nodes", {
      subnetIds: ["${first.id}", "${second.id}"],
    });
    assert.deepEqual(violations(rule, example), [
      `The node group must not have a subnet in a Wavelength Zone; one is in use1-wl1-bos-wlz1.\n${fix}`,
    ]);
  });

  it("a subnet of another stack that the configuration names", () => {
    const given = { [rule.id]: { properties: { wavelengthSubnets: ["subnet-bos"] } } };
    const example = spoil(rule.passes, "nodes", { subnetIds: ["subnet-bos"] });
    assert.deepEqual(violations(rule, example, { given }), [
      `The node group must not have a subnet in a Wavelength Zone; one is in subnet-bos.\n${fix}`,
    ]);
    assert.equal(verdict(rule, example), "pass");
  });
});

describe("wavelength-no-managed-nodes", () => {
  it("accepts subnets of the Region, and zones that AWS chooses", () => {
    assert.equal(verdict(rule, rule.passes, { preview: true }), "pass");
    const chosen = spoil(rule.passes, "subnet", { availabilityZone: undefined });
    assert.equal(verdict(rule, chosen), "pass");
  });

  it("ignores self-managed groups", () => {
    const group = {
      type: "aws:autoscaling/group:Group",
      properties: { vpcZoneIdentifiers: ["${subnet.id}"] },
    };
    assert.equal(verdict(rule, { subnet: rule.fails["subnet"]!, group }), "pass");
  });

  it("reports unknown subnets and zones", () => {
    const either = spoil({ ...rule.fails, region }, "nodes", {
      subnetIds: [notYetOf("subnet", "region")],
    });
    assert.deepEqual(
      judge([rule], either, { preview: true }).map(({ message }) => message),
      ["Not checked yet: a subnet of this node group is not known during preview."],
    );
    const dark = spoil(rule.fails, "subnet", { availabilityZone: notYet });
    assert.equal(verdict(rule, dark), "unknown");
  });
});
