import assert from "node:assert/strict";
import { networkVpcDns as rule } from "../../../../policy/rules/network/network-vpc-dns";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Set enableDnsSupport and enableDnsHostnames to true.";
const vpc = rule.fails["network"]!;

describe("network-vpc-dns", () => {
  it("refuses a VPC without DNS hostnames for an endpoint with private DNS", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `enableDnsHostnames must be true, because the VPC has the endpoint ec2 with private DNS; it is false.\n${fix}`,
    ]);
  });

  it("refuses the default of AWS, which disables hostnames", () => {
    const example = spoil(rule.passes, "network", { enableDnsHostnames: undefined });
    assert.equal(violations(rule, example).length, 1);
  });

  it("refuses a VPC without DNS support for a cluster", () => {
    const example = {
      network: { ...vpc, properties: { enableDnsSupport: false, enableDnsHostnames: true } },
      subnet: { type: "aws:ec2/subnet:Subnet", properties: { vpcId: "${network.id}" } },
      cluster: {
        type: "aws:eks/cluster:Cluster",
        properties: { vpcConfig: { subnetIds: ["${subnet.id}"] } },
      },
    };
    const message = `enableDnsSupport must be true, because the VPC has the cluster cluster; it is false.\n${fix}`;
    assert.deepEqual(violations(rule, example), [message]);
    assert.deepEqual(violations(rule, example, { preview: true }), [message]);
  });

  it("refuses a VPC without DNS hostnames for a private hosted zone", () => {
    const zone = {
      type: "aws:route53/zone:Zone",
      properties: { name: "games.internal", vpcs: [{ vpcId: "${network.id}" }] },
    };
    assert.deepEqual(violations(rule, { network: vpc, zone }), [
      `enableDnsHostnames must be true, because the VPC has the private hosted zone zone; it is false.\n${fix}`,
    ]);
  });

  it("accepts a VPC in which nothing needs DNS", () => {
    assert.equal(verdict(rule, { network: vpc }), "pass");
    assert.equal(verdict(rule, spoil(rule.fails, "ec2", { privateDnsEnabled: false })), "pass");
  });
});
