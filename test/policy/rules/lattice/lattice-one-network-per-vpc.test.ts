import assert from "node:assert/strict";
import { latticeOneNetworkPerVpc as rule } from "../../../../policy/rules/lattice/lattice-one-network-per-vpc";
import { judge, spoil, violations } from "../../harness/judging";

const twice = `The VPC must be associated with one service network; shop associates it already.\nFix: ${rule.fix}`;

const vpc = { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } };

describe("lattice-one-network-per-vpc", () => {
  it("refuses a second association of a VPC, and names the first", () => {
    assert.deepEqual(
      judge([rule], rule.fails).map(({ urn, message }) => [urn?.split("::").at(-1), message]),
      [["pay", twice]],
    );
  });

  it("recognizes a VPC of the stack before it has an id", () => {
    const own = { vpcIdentifier: "${network.id}" };
    const example = spoil(spoil({ network: vpc, ...rule.passes }, "shop", own), "pay", own);
    assert.deepEqual(violations(rule, example, { preview: true }), [twice]);
    assert.deepEqual(violations(rule, example), [twice]);
  });

  it("accepts one association per VPC", () => {
    const own = spoil({ network: vpc, ...rule.passes }, "shop", { vpcIdentifier: "${network.id}" });
    assert.deepEqual(judge([rule], own, { preview: true }), []);
    assert.deepEqual(judge([rule], rule.passes), []);
  });
});
