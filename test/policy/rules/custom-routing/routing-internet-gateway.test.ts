import assert from "node:assert/strict";
import { routingInternetGateway as rule } from "../../../../policy/rules/custom-routing/routing-internet-gateway";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";
import { addedBy } from "./endpoint-groups";

const missing = `VPC network must have an internet gateway; the stack attaches none.\nFix: ${rule.fix}`;

describe("routing-internet-gateway", () => {
  it("refuses a VPC without an internet gateway, and a gateway that is not attached to it", () => {
    assert.deepEqual(violations(rule, rule.fails), [missing]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [missing]);
    for (const vpcId of [undefined, "vpc-9"]) {
      assert.deepEqual(violations(rule, spoil(rule.passes, "gateway", { vpcId })), [missing]);
    }
    assert.deepEqual(violations(rule, addedBy("command:local:Command", rule.fails)), [missing]);
  });

  it("accepts a gateway that is attached directly or by an attachment", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const attached = {
      ...spoil(rule.passes, "gateway", { vpcId: undefined }),
      attachment: {
        type: "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        properties: { vpcId: "${network.id}", internetGatewayId: "${gateway.id}" },
      },
    };
    assert.equal(verdict(rule, attached), "pass");
  });

  it("does not check VPCs and subnets of other stacks", () => {
    const foreign = without(spoil(rule.fails, "pods", { vpcId: "vpc-9" }), "network");
    assert.deepEqual(
      judge([rule], foreign).map(({ message }) => message.split("\n")[1]),
      ["routing-internet-gateway on games: the internet gateway of vpc-9"],
    );
    const subnets = { endpointConfigurations: [{ endpointId: "subnet-9" }] };
    assert.equal(verdict(rule, spoil(rule.fails, "games", subnets)), "pass");
  });

  it("reports an unknown VPC of a gateway and unknown subnets", () => {
    assert.deepEqual(
      [
        spoil(rule.passes, "gateway", { vpcId: notYet }),
        spoil(rule.passes, "games", { endpointConfigurations: notYet }),
      ].flatMap((example) => judge([rule], example).map(({ message }) => message)),
      [
        "Not checked yet: the VPC of an internet gateway is not known during preview.",
        "Not checked yet: a subnet of this endpoint group is not known during preview.",
      ],
    );
  });
});
