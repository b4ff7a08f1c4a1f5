import assert from "node:assert/strict";
import fc from "fast-check";
import { controlPlaneSpare, planAddresses, type IpPlanArgs } from "../../../model/network/ip-plan";
import { planNetwork } from "../../../model/network/plan";
import { refuses } from "../refusal";

const zones = ["us-east-1a", "us-east-1b"];

/** Two zones; one group of two m5.large nodes that are full of pods; one warm interface per node. */
const valid: IpPlanArgs = {
  subnets: planNetwork({ cidr: "10.10.0.0/21", zones }),
  nodeGroups: [{ name: "system", instanceTypes: ["m5.large"], maxSize: 4 }],
  cni: {},
};

const row = (args: IpPlanArgs, subnet: string) => {
  const found = planAddresses(args).subnets.find((use) => use.subnet === subnet);
  return found ?? assert.fail(`no row ${subnet}`);
};

describe("A plan of addresses", () => {
  it("counts nodes, pods, warm addresses and the surge of an update in the nodes' subnets", () => {
    // A full m5.large: 3 interfaces with 27 addresses, 26 of them for pods beside 3 in the host's
    // network. Four nodes in two zones; an update launches two per zone first.
    assert.deepEqual(row(valid, "private us-east-1a"), {
      subnet: "private us-east-1a",
      cidr: "10.10.0.0/24",
      usable: 251,
      nodes: 2 * 3,
      pods: 2 * 26,
      warm: 2 * 1,
      surge: 2 * 30,
      kept: controlPlaneSpare,
      left: 251 - 6 - 52 - 2 - 60 - 16,
    });
  });

  it("contains the assumptions for every node group", () => {
    assert.deepEqual(planAddresses(valid).nodeGroups, [
      { name: "system", maxPods: 29, podsPerNode: 26, surgeNodes: 4 },
    ]);
  });

  it("adds no node for a minimal update", () => {
    const nodeGroups = valid.nodeGroups.map((group) => ({
      ...group,
      updateStrategy: "MINIMAL" as const,
    }));
    assert.equal(row({ ...valid, nodeGroups }, "private us-east-1a").surge, 0);
  });

  it("adds as many nodes as an update may make unavailable, if that is more", () => {
    const nodeGroups = valid.nodeGroups.map((group) => ({
      ...group,
      maxUnavailable: 5,
      podsPerNode: 8,
    }));
    // Three of the five in the fuller zone; eight pods and one warm interface each.
    assert.equal(row({ ...valid, nodeGroups }, "private us-east-1a").surge, 3 * (2 + 8 + 10));
  });

  it("counts pods in the pod subnets with custom networking", () => {
    const args: IpPlanArgs = {
      ...valid,
      subnets: planNetwork({ cidr: "10.10.0.0/21", zones, podCidr: "100.64.0.0/20" }),
      cni: { customNetworking: true },
    };
    const nodes = row(args, "private us-east-1a");
    assert.deepEqual([nodes.nodes, nodes.pods, nodes.warm, nodes.surge], [2, 0, 0, 2]);
    const pods = row(args, "pods us-east-1a");
    assert.deepEqual([pods.nodes, pods.pods, pods.kept, pods.usable], [2 * 2, 2 * 17, 0, 507]);
  });

  it("reserves whole /28 blocks with prefix delegation", () => {
    const args: IpPlanArgs = { ...valid, cni: { prefixDelegation: true } };
    const nodeGroups = [
      { name: "system", instanceTypes: ["m5.large"], maxSize: 2, podsPerNode: 20 },
    ];
    const use = row({ ...args, nodeGroups }, "private us-east-1a");
    // 20 pods and a free prefix are three prefixes on one interface.
    assert.deepEqual([use.nodes, use.pods, use.warm, use.surge], [1, 20, 28, 2 * (1 + 48)]);
    // 19 single addresses fit into the 27 at both ends that no prefix can take: 8 are lost.
    assert.equal(use.kept, controlPlaneSpare + 27 - 19);
    assert.equal(use.left % 16, 0);
  });

  it("reserves addresses for endpoints, NAT gateways, load balancers and Fargate pods", () => {
    const args = { ...valid, fixed: { public: 9, private: 3 }, fargatePods: 5 };
    assert.equal(row(args, "public us-east-1b").kept, 9);
    assert.equal(row(args, "private us-east-1b").kept, controlPlaneSpare + 3);
    assert.equal(row(args, "private us-east-1b").pods, 2 * 26 + 3);
  });

  it("uses the instance type that needs most addresses and the kubelet limit that fits all types", () => {
    const nodeGroups = [
      { name: "mixed", instanceTypes: ["m5.large", "t3.small", "m5.4xlarge"], maxSize: 2 },
    ];
    const plan = planAddresses({ ...valid, nodeGroups });
    assert.equal(plan.nodeGroups[0]?.maxPods, 11);
    // Eight pods on an m5.4xlarge keep one interface of 29 addresses, which holds 11 pods.
    assert.deepEqual(
      plan.subnets.filter(({ subnet }) => subnet === "private us-east-1a").map((use) => use.warm),
      [29 - 8],
    );
  });

  it("sums to the size of the subnet in every row, and never reserves less for more nodes", () => {
    const groups = fc.record({
      name: fc.constant("group"),
      instanceTypes: fc.subarray(["t3.medium", "m5.large", "c6g.xlarge"], { minLength: 1 }),
      maxSize: fc.integer({ min: 1, max: 12 }),
      podsPerNode: fc.integer({ min: 1, max: 9 }),
      maxUnavailable: fc.integer({ min: 1, max: 6 }),
    });
    const cni = fc.constantFrom(
      {},
      { prefixDelegation: true },
      { customNetworking: true },
      { warmIpTarget: 2, minimumIpTarget: 6 },
    );
    fc.assert(
      fc.property(groups, cni, (group, settings) => {
        const subnets = planNetwork({ cidr: "10.0.0.0/16", zones, podCidr: "100.64.0.0/16" });
        const plan = (maxSize: number) =>
          planAddresses({ subnets, cni: settings, nodeGroups: [{ ...group, maxSize }] }).subnets;
        const bigger = plan(group.maxSize + 1);
        plan(group.maxSize).forEach((use, index) => {
          const taken = use.nodes + use.pods + use.warm + use.surge + use.kept;
          assert.equal(taken + use.left, use.usable);
          assert((bigger[index]?.pods ?? 0) >= use.pods);
          assert((bigger[index]?.nodes ?? 0) >= use.nodes);
        });
      }),
    );
  });
});

describe("A plan of addresses is refused", () => {
  it("if subnets are too small, with the number of addresses that each lacks", () => {
    const nodeGroups = [{ name: "system", instanceTypes: ["m5.large"], maxSize: 15 }];
    refuses(
      () => planAddresses({ ...valid, nodeGroups }),
      'subnets: ["10.10.0.0/24","10.10.1.0/24"] are too small: private us-east-1a lacks 65 addresses, ' +
        "private us-east-1b lacks 65 addresses. Choose larger subnets, a pod CIDR with custom " +
        "networking, fewer nodes or pods, or lower warm targets.",
    );
  });

  it("exactly if one more node does not fit", () => {
    const plan = (maxSize: number) =>
      planAddresses({
        ...valid,
        nodeGroups: [{ name: "system", instanceTypes: ["m5.large"], maxSize }],
      });
    // Per zone: 251 usable, 16 kept, 60 for the surge, 30 a node: five nodes leave 25.
    assert.equal(plan(10).subnets[0]?.left, 25);
    assert.throws(() => plan(11), /private us-east-1a lacks 5 addresses/);
  });

  it("for more pods than a node of the smallest type holds", () => {
    const nodeGroups = [
      { name: "mixed", instanceTypes: ["m5.large", "t3.small"], maxSize: 2, podsPerNode: 20 },
    ];
    refuses(
      () => planAddresses({ ...valid, nodeGroups }),
      "nodeGroups[0].podsPerNode: 20 is more than the 8 pods that t3.small holds beside 3 in the " +
        "host's network. Choose larger instance types, prefix delegation, or fewer pods per node.",
    );
  });

  it("for an instance type that does not exist", () => {
    const nodeGroups = [{ name: "system", instanceTypes: ["m5.lage"], maxSize: 2 }];
    refuses(
      () => planAddresses({ ...valid, nodeGroups }),
      'nodeGroups[0].instanceTypes[0]: "m5.lage" is not an EC2 instance type that the published ' +
        'tables list. Did you mean "m5.large"? "npm run data -- instance-types" reads newer ones.',
    );
  });

  it("for nodes in public subnets of a network without any", () => {
    const subnets = valid.subnets.filter(({ tier }) => tier === "private");
    const nodeGroups = valid.nodeGroups.map((group) => ({
      ...group,
      placement: "public" as const,
    }));
    refuses(
      () => planAddresses({ ...valid, subnets, nodeGroups }),
      'nodeGroups[0].placement: "public" names a tier of which the network has no subnet. ' +
        "Add such subnets or choose the other tier.",
    );
  });
});
