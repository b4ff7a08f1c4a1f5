import assert from "node:assert/strict";
import { networkDockerCidr as rule } from "../../../../policy/rules/network/network-docker-cidr";
import { verdict, violations } from "../../harness/judging";

const fix = "Fix: Choose another private range, for example 10.0.0.0/16.";

function cluster(properties: object) {
  return { cluster: { type: "aws:eks/cluster:Cluster", properties: { ...properties } } };
}

describe("network-docker-cidr", () => {
  it("refuses a VPC that overlaps the container bridge", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `cidrBlock must not overlap 172.17.0.0/16, the container bridge of nodes; it is 172.17.0.0/16.\n${fix}`,
    ]);
  });

  it("refuses a subnet and a second block within the container bridge", () => {
    const types = [
      "aws:ec2/subnet:Subnet",
      "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    ];
    for (const type of types) {
      const network = { type, properties: { cidrBlock: "172.17.64.0/20" } };
      assert.equal(violations(rule, { network }).length, 1, type);
    }
  });

  it("refuses Service and remote networks that overlap the container bridge", () => {
    const service = cluster({ kubernetesNetworkConfig: { serviceIpv4Cidr: "172.16.0.0/12" } });
    assert.deepEqual(violations(rule, service), [
      `kubernetesNetworkConfig.serviceIpv4Cidr must not overlap 172.17.0.0/16, the container bridge of nodes; it is 172.16.0.0/12.\n${fix}`,
    ]);
    const remote = cluster({
      remoteNetworkConfig: { remotePodNetworks: { cidrs: ["10.9.0.0/16", "172.17.9.0/24"] } },
    });
    assert.deepEqual(violations(rule, remote), [
      `remoteNetworkConfig.remotePodNetworks.cidrs must not overlap 172.17.0.0/16, the container bridge of nodes; it is 172.17.9.0/24.\n${fix}`,
    ]);
  });

  it("accepts neighbouring networks and resources without a block", () => {
    for (const cidrBlock of ["172.16.0.0/16", "172.18.0.0/16", "172.17.0.0/33", undefined]) {
      const network = { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock } };
      assert.equal(verdict(rule, { network }), "pass", cidrBlock);
    }
    assert.equal(verdict(rule, cluster({})), "pass");
  });
});
