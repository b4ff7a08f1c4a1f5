import assert from "node:assert/strict";
import { routeNamespacesOf } from "../../config/lattice";
import { parseStackConfig } from "../../config/stack";
import { planStack } from "../../config/plan";
import { refuses } from "../model/refusal";

const valid = {
  environment: "dev",
  network: { cidr: "10.20.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
  cluster: { publicAccessCidrs: ["203.0.113.0/24"] },
  nodeGroups: [
    {
      ...{ name: "system", instanceTypes: ["t3.large"] },
      ...{ minSize: 2, desiredSize: 2, maxSize: 4 },
    },
  ],
  lattice: { networkName: "shop" },
};
const withLattice = (lattice: object, more: object = {}) =>
  parseStackConfig({ ...valid, ...more, lattice: { ...valid.lattice, ...lattice } });
const plan = (lattice: object, more: object = {}) => planStack(withLattice(lattice, more));

describe("The configuration of a service network", () => {
  it("gives the new version of checkout three quarters of the requests by default", () => {
    assert.deepEqual(parseStackConfig(valid).lattice, {
      networkName: "shop",
      listeners: [{ name: "http", protocol: "HTTP", port: 80 }],
      clientVpcs: [],
      callers: "vpc",
      accessLogs: { cloudWatchDays: 30 },
      controllerReplicas: 2,
      routeNamespaces: [],
      checkout: { deploy: true, replicas: 1, newShare: 75 },
    });
    plan({});
  });

  it("is optional", () => {
    assert.equal(parseStackConfig({ ...valid, lattice: undefined }).lattice, undefined);
  });

  it("is refused with a share of more than all requests", () => {
    refuses(
      () => withLattice({ checkout: { newShare: 101 } }),
      "lattice.checkout.newShare: 101 must be <= 100. Give percent of the requests that checkoutv2 takes, 0 to 100.",
    );
  });

  it("is refused with a name that VPC Lattice does not accept", () => {
    refuses(
      () => plan({ networkName: "shop--dev" }),
      'lattice.networkName: "shop--dev" is not a name that a VPC Lattice service network can have. Use 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.',
    );
  });

  it("is refused with more listeners than a service can have", () => {
    const listeners = [80, 81, 82].map((port) => ({ name: `p${port}`, protocol: "HTTP", port }));
    refuses(
      () => plan({ listeners }),
      "lattice.listeners: 3 is not a number of listeners that a VPC Lattice service can have, 1 to 2. Make a Gateway of its own for the others.",
    );
  });

  it("needs a namespace whose routes the Gateway accepts if the sample is left out", () => {
    const checkout = { deploy: false };
    plan({ checkout, routeNamespaces: ["shop"] });
    refuses(
      () => plan({ checkout }),
      "lattice.routeNamespaces: [] must list a namespace where the checkout sample is left out: a Gateway without one takes no route. List the namespaces of the applications, or set lattice.checkout.deploy to true.",
    );
  });

  it("includes the sample's routes in addition to those of other namespaces", () => {
    const { lattice } = withLattice({ routeNamespaces: ["shop", "checkout"] });
    assert.deepEqual(routeNamespacesOf(lattice!), ["checkout", "shop"]);
  });

  it("is refused with ports of pods in the wrong order", () => {
    refuses(
      () => plan({ podPorts: { from: 9000, to: 8000 } }),
      'lattice.podPorts: {"from":9000,"to":8000} is not a range of ports. Give from and to, 0 to 65535, the lower one first.',
    );
  });

  it("is refused with a number of days that CloudWatch Logs does not support", () => {
    refuses(
      () => plan({ accessLogs: { cloudWatchDays: 31 } }),
      "lattice.accessLogs.cloudWatchDays: 31 is not a number of days that CloudWatch Logs keeps entries. Take 60.",
    );
  });

  it("is refused with a VPC without a security group", () => {
    refuses(
      () => plan({ clientVpcs: [{ vpcId: "vpc-1", securityGroupIds: [] }] }),
      "lattice.clientVpcs[0].securityGroupIds: 0 is not a number of security groups that an association with a VPC can have, 1 to 5. Leave it out for the default.",
    );
  });

  it("is refused with a VPC listed twice", () => {
    refuses(
      () => plan({ clientVpcs: [{ vpcId: "vpc-1" }, { vpcId: "vpc-1" }] }),
      'lattice.clientVpcs[1].vpcId: "vpc-1" is associated with the service network shop already. List every VPC once.',
    );
  });

  it("is refused on a Kubernetes version that the controller does not support", () => {
    const old = withLattice({}, { cluster: { ...valid.cluster, version: "1.30" } });
    refuses(
      () => planStack(old),
      'cluster.version: "1.30" is older than the 1.31 that the VPC Lattice controller and the Gateway API need. Update the cluster to 1.31 or later.',
    );
  });
});
