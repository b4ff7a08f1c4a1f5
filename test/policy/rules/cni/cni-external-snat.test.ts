import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { cniExternalSnat as rule } from "../../../../policy/rules/cni/cni-external-snat";
import { spoil, verdict, violations } from "../../harness/judging";

const variable = "AWS_VPC_K8S_CNI_EXTERNALSNAT";
const fix = `Fix: Set ${variable} to "true".`;
const routing = rule.fails["game-subnets"]!;

function daemonSet(value: string): Example {
  const containers = [{ name: "aws-node", env: [{ name: variable, value }] }];
  return {
    "game-subnets": routing,
    cni: {
      type: "kubernetes:apps/v1:DaemonSetPatch",
      properties: { metadata: { name: "aws-node" }, spec: { template: { spec: { containers } } } },
    },
  };
}

function nodesWithout(route: object | undefined): Example {
  return {
    "vpc-cni": rule.passes["vpc-cni"]!,
    subnet: { type: "aws:ec2/subnet:Subnet" },
    table: { type: "aws:ec2/routeTable:RouteTable", properties: { routes: route ? [route] : [] } },
    association: {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      properties: { subnetId: "${subnet.id}", routeTableId: "${table.id}" },
    },
    nodes: { type: "aws:eks/nodeGroup:NodeGroup", properties: { subnetIds: ["${subnet.id}"] } },
  };
}

describe("cni-external-snat", () => {
  it("refuses custom routing to pods with the plugin's default", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `configurationValues.env.${variable} must be "true", because custom routing sends clients to pods; it is not set.\n${fix}`,
    ]);
  });

  it("reads the DaemonSet and the chart too", () => {
    assert.deepEqual(violations(rule, daemonSet("false")), [
      `spec.template.spec.containers[aws-node].env.${variable} must be "true", because custom routing sends clients to pods; it is "false".\n${fix}`,
    ]);
    assert.equal(verdict(rule, daemonSet("true")), "pass");
    const chart = {
      type: "kubernetes:helm.sh/v3:Release",
      properties: { chart: "eks/aws-vpc-cni" },
    };
    assert.equal(verdict(rule, { "game-subnets": routing, chart }), "fail");
  });

  it("ignores clusters without custom routing", () => {
    assert.equal(verdict(rule, { "vpc-cni": rule.fails["vpc-cni"]! }), "pass");
  });

  it("refuses external SNAT for nodes without a default route", () => {
    assert.deepEqual(violations(rule, nodesWithout(undefined)), [
      "Subnet subnet of these nodes must have a default route, because external SNAT is on; it has none.\nFix: Route 0.0.0.0/0 of the subnet to a NAT gateway.",
    ]);
    const nat = { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" };
    assert.equal(verdict(rule, nodesWithout(nat)), "pass");
  });

  it("does not require NAT without external SNAT", () => {
    const example = spoil(nodesWithout(undefined), "vpc-cni", { configurationValues: undefined });
    assert.equal(verdict(rule, example), "pass");
  });
});
