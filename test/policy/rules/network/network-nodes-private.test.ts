import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { networkNodesPrivate as rule } from "../../../../policy/rules/network/network-nodes-private";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Move the nodes to subnets whose default route is a NAT gateway.";

function routed(target: object): Example {
  return {
    ...rule.passes,
    gateway: { type: "aws:ec2/internetGateway:InternetGateway" },
    table: {
      type: "aws:ec2/routeTable:RouteTable",
      properties: { routes: [{ cidrBlock: "0.0.0.0/0", ...target }] },
    },
    association: {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      properties: { subnetId: "${subnet.id}", routeTableId: "${table.id}" },
    },
  };
}

const externalSnat: Example = {
  cni: {
    type: "aws:eks/addon:Addon",
    properties: {
      addonName: "vpc-cni",
      configurationValues: '{"env":{"AWS_VPC_K8S_CNI_EXTERNALSNAT":"true"}}',
    },
  },
};

describe("network-nodes-private refuses", () => {
  it("a subnet that assigns public addresses to nodes", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `Nodes must run in private subnets; subnet subnet is public.\n${fix}`,
    ]);
  });

  it("a subnet with a route to an internet gateway, inline or as a resource", () => {
    const inTable = routed({ gatewayId: "${gateway.id}" });
    const beside = spoil(
      {
        ...inTable,
        route: {
          type: "aws:ec2/route:Route",
          properties: {
            routeTableId: "${table.id}",
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: "${gateway.id}",
          },
        },
      },
      "table",
      { routes: undefined },
    );
    for (const example of [inTable, beside]) {
      assert.equal(verdict(rule, example), "fail");
      assert.equal(verdict(rule, example, { preview: true }), "fail");
    }
  });

  it("public subnets with external SNAT, even if the configuration accepts them", () => {
    const given = { [rule.id]: { properties: { allowPublic: true } } };
    assert.deepEqual(violations(rule, { ...rule.fails, ...externalSnat }, { given }), [
      `Nodes must run in private subnets; subnet subnet is public, and with external SNAT its pods have no internet access.\n${fix}`,
    ]);
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
  });

  it("an Auto Scaling group only if it is tagged as nodes", () => {
    const group = (key: string) => ({
      subnet: rule.fails["subnet"]!,
      group: {
        type: "aws:autoscaling/group:Group",
        properties: { vpcZoneIdentifiers: ["${subnet.id}"], tags: [{ key, value: "owned" }] },
      },
    });
    assert.equal(verdict(rule, group("kubernetes.io/cluster/games")), "fail");
    assert.equal(verdict(rule, group("Name")), "pass");
  });
});

describe("network-nodes-private accepts", () => {
  it("a route to a NAT gateway or a virtual private gateway", () => {
    assert.equal(verdict(rule, routed({ natGatewayId: "nat-1" })), "pass");
    assert.equal(verdict(rule, routed({ gatewayId: "vgw-1" })), "pass");
    assert.equal(verdict(rule, routed({ transitGatewayId: "tgw-1" })), "pass");
  });
});
