import assert from "node:assert/strict";
import { parseStackConfig } from "../../config/stack";
import { planStack } from "../../config/plan";
import { refuses } from "../model/refusal";

const valid = {
  environment: "dev",
  network: { cidr: "10.10.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
  cluster: { publicAccessCidrs: ["203.0.113.0/24"] },
  nodeGroups: [
    { name: "system", instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 4 },
  ],
};

const kops = {
  clusterName: "kops.dev.example.com",
  kubernetesVersion: "1.35.0",
  networkCidr: "10.30.0.0/20",
  zones: ["us-east-1a", "us-east-1b"],
  apiAccessCidrs: ["203.0.113.0/24"],
  minNodes: 1,
  maxNodes: 2,
};

const existing = {
  vpcId: "vpc-1",
  cidrs: ["10.50.0.0/16"],
  subnets: [
    { id: "subnet-a", tier: "private", zone: "us-east-1a", cidr: "10.50.0.0/20" },
    { id: "subnet-b", tier: "private", zone: "us-east-1b", cidr: "10.50.16.0/20" },
    { id: "subnet-c", tier: "public", zone: "us-east-1a", cidr: "10.50.32.0/24" },
  ],
};

describe("The configuration of a stack", () => {
  it("gets the defaults of its environment", () => {
    const dev = parseStackConfig(valid);
    assert.equal(dev.network.nat, "single");
    assert.deepEqual(dev.network.gatewayEndpoints, ["s3", "dynamodb"]);
    assert.equal(dev.cluster.endpoint, "both");
    assert.equal(dev.cluster.version, undefined);
    assert.equal(dev.cluster.deletionProtection, false);
    assert.deepEqual(dev.nodeGroups[0], {
      name: "system",
      instanceTypes: ["t3.large"],
      minSize: 2,
      desiredSize: 2,
      maxSize: 4,
      ami: "al2023",
      capacityType: "ON_DEMAND",
      placement: "private",
      volumeSize: 50,
      labels: {},
      taints: [],
      maxUnavailable: 1,
      updateStrategy: "DEFAULT",
      autoRepair: true,
    });
    const prod = parseStackConfig({ ...valid, environment: "prod" });
    assert.equal(prod.network.nat, "perAz");
    assert.equal(prod.cluster.endpoint, "private");
    assert(prod.cluster.deletionProtection && prod.cluster.zonalShift && prod.network.flowLogs);
  });

  it("overrides the defaults, key by key", () => {
    const config = parseStackConfig({
      ...valid,
      environment: "prod",
      network: { ...valid.network, interfaceEndpoints: ["sts"] },
      cluster: { zonalShift: false },
    });
    assert.deepEqual(config.network.interfaceEndpoints, ["sts"]);
    assert.equal(config.network.nat, "perAz");
    assert.equal(config.cluster.zonalShift, false);
    assert.equal(config.cluster.deletionProtection, true);
  });

  it("is not changed by being checked", () => {
    const before = structuredClone(valid);
    parseStackConfig(valid);
    assert.deepEqual(valid, before);
  });

  const spoiled: [string, object, string][] = [
    [
      "with a misspelt key",
      { ...valid, nodegroups: [] },
      'nodegroups: [] is not an argument. Did you mean "nodeGroups"?',
    ],
    [
      "with a misspelt key deep inside",
      { ...valid, network: { ...valid.network, zone: "a" } },
      'network.zone: "a" is not an argument. Did you mean "zones"?',
    ],
    [
      "for an unknown environment",
      { ...valid, environment: "development" },
      'environment: "development" is not a choice. Use one of "dev", "prod".',
    ],
    [
      "without an environment",
      { network: valid.network },
      "environment: undefined is missing. Give dev or prod: which defaults the stack has.",
    ],
    [
      "without a network",
      { environment: "dev", network: {} },
      "network.cidr: undefined is missing: a new VPC needs cidr and zones. " +
        "Give both, or existing for a VPC that exists.",
    ],
    [
      "with a version that YAML parses as a number",
      { ...valid, cluster: { version: 1.3 } },
      "cluster.version: 1.3 must be string. Give Kubernetes minor version in quotes.",
    ],
    [
      "with a node group without sizes",
      { ...valid, nodeGroups: [{ name: "a", instanceTypes: ["t3.large"] }] },
      "nodeGroups[0].minSize: undefined is missing. Give nodes at least.",
    ],
    [
      "with a name that AWS does not accept",
      { ...valid, cluster: { name: "My Cluster" } },
      'cluster.name: "My Cluster" must match pattern "^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$". ' +
        "Give name of the cluster: up to 42 lower-case letters, digits and hyphens.",
    ],
  ];
  for (const [how, raw, message] of spoiled) {
    it(`${how} is refused`, () => {
      refuses(() => parseStackConfig(raw as Record<string, unknown>), message);
    });
  }

  it("is refused with an existing VPC and a new one", () => {
    const raw = { ...valid, network: { ...valid.network, existing } };
    refuses(
      () => parseStackConfig(raw),
      'network.cidr: "10.10.0.0/16" is for a new VPC, and existing names one that exists. ' +
        "Leave out existing, or cidr, zones and podCidr.",
    );
  });
});

describe("The plan of a stack", () => {
  const plan = (change: object) => planStack(parseStackConfig({ ...valid, ...change }));

  it("has the subnets and the addresses that the program deploys", () => {
    const { subnets, addresses } = plan({});
    assert.deepEqual(
      subnets.map(({ cidr }) => cidr),
      ["10.10.0.0/19", "10.10.32.0/19", "10.10.252.0/22", "10.10.248.0/22"],
    );
    assert.deepEqual(
      addresses.subnets.map(({ subnet, kept }) => [subnet, kept]),
      [
        ["private us-east-1a", 16],
        ["private us-east-1b", 16],
        // One for the NAT gateway, eight for the guestbook's load balancer.
        ["public us-east-1a", 9],
        ["public us-east-1b", 9],
      ],
    );
  });

  it("reserves no addresses for the load balancer of a guestbook that is left out", () => {
    const { addresses } = plan({ guestbook: { deploy: false } });
    assert.deepEqual(
      addresses.subnets.map(({ kept }) => kept),
      [16, 16, 1, 1],
    );
  });

  it("uses the subnets of an existing VPC", () => {
    const { subnets } = plan({ network: { existing } });
    assert.deepEqual(
      subnets.map(({ tier, cidr }) => [tier, cidr]),
      existing.subnets.map(({ tier, cidr }) => [tier, cidr]),
    );
  });

  const spoiled: [string, object, string][] = [
    [
      "whose existing subnets are outside the VPC",
      { network: { existing: { ...existing, cidrs: ["10.60.0.0/16"] } } },
      'network.existing.subnets[0].cidr: "10.50.0.0/20" does not lie in the VPC\'s 10.60.0.0/16. ' +
        "Copy the subnet's block from the VPC console, or add the VPC's other blocks.",
    ],
    [
      "whose existing subnets overlap",
      {
        network: {
          existing: {
            ...existing,
            subnets: existing.subnets.map((subnet) => ({ ...subnet, cidr: "10.50.0.0/20" })),
          },
        },
      },
      'network.existing.subnets[1].cidr: "10.50.0.0/20" overlaps 10.50.0.0/20 of subnet-a. ' +
        "List every subnet once, with its own block.",
    ],
    [
      "whose existing private subnets are in one zone",
      { network: { existing: { ...existing, subnets: existing.subnets.slice(0, 1) } } },
      'network.existing.subnets (zones of private ones): ["us-east-1a"] has 1 zones; a cluster\'s ' +
        "subnets are in 2 to 6. List at least two Availability Zones of one Region.",
    ],
    [
      "with node groups in Auto Mode",
      { cluster: { autoMode: true }, nodeGroups: [{ ...valid.nodeGroups[0], labels: {} }] },
      'nodeGroups: [{"name":"system","instanceTypes":["t3.large"],"minSize":2,"desiredSize":2,' +
        '"maxSize":4,"labels":{},"ami":"al2023","capacityType":"ON_DEMAND","volumeSize":50,"taints":[],' +
        '"maxUnavailable":1,"updateStrategy":"DEFAULT","autoRepair":true,"placement":"private"}] ' +
        "is for self-managed and managed nodes, and Auto Mode brings its own nodes and pod networking. " +
        "Leave it out, or turn cluster.autoMode off.",
    ],
    [
      "with settings of the VPC CNI in Auto Mode",
      { cluster: { autoMode: true }, nodeGroups: [], cni: { warmIpTarget: 2 } },
      'cni: {"warmIpTarget":2} is for self-managed and managed nodes, and Auto Mode brings its own nodes ' +
        "and pod networking. Leave it out, or turn cluster.autoMode off.",
    ],
    [
      "without nodes",
      { nodeGroups: [] },
      "nodeGroups: [] leaves the cluster without nodes, which its add-ons need. " +
        "List a node group, or turn cluster.autoMode on.",
    ],
    [
      "with external SNAT for public nodes",
      {
        cni: { externalSnat: true },
        nodeGroups: [{ ...valid.nodeGroups[0], placement: "public" }],
      },
      "cni.externalSnat: true takes the internet from pods on nodes in public subnets: an internet " +
        "gateway does not translate pod addresses. Put the nodes into private subnets behind a NAT " +
        "gateway, or leave external SNAT off.",
    ],
    [
      "with an open Kubernetes API",
      { cluster: { publicAccessCidrs: ["0.0.0.0/0"] } },
      'cluster.publicAccessCidrs[0]: "0.0.0.0/0" opens the Kubernetes API to the whole internet. ' +
        "List the networks of those who use it.",
    ],
    [
      "with Service addresses that overlap the network",
      { cluster: { ...valid.cluster, serviceCidr: "10.10.0.0/20" } },
      'network.cidr: "10.10.0.0/16" overlaps 10.10.0.0/20, the cluster\'s Service addresses. ' +
        "Choose a block outside of 10.10.0.0/20.",
    ],
    [
      "with a node group whose sizes contradict each other",
      { nodeGroups: [valid.nodeGroups[0], { ...valid.nodeGroups[0], name: "b", minSize: 3 }] },
      "nodeGroups[1].desiredSize: 2 does not lie between minSize, 3, and maxSize, 4, which is at " +
        "least 1. Put the three into order.",
    ],
    [
      "with a Fargate profile that EKS refuses",
      { fargate: [{ name: "eks-batch", selectors: [{ namespace: "batch" }], maxPods: 1 }] },
      'fargate[0].name: "eks-batch" begins with eks-, which EKS keeps for itself. ' +
        "Choose another name for the profile.",
    ],
    [
      "with access of one name twice",
      { access: ["view", "edit"].map((policy) => ({ name: "support", policy })) },
      'access[1].name: "support" is the name of another grant. Name every grant differently.',
    ],
    [
      "with too few addresses for its nodes",
      { network: { ...valid.network, cidr: "10.10.0.0/23" } },
      'network.cidr: ["10.10.0.0/26","10.10.0.64/26"] are too small: private us-east-1a lacks 101 ' +
        "addresses, private us-east-1b lacks 101 addresses. Choose larger subnets, a pod CIDR with " +
        "custom networking, fewer nodes or pods, or lower warm targets.",
    ],
    [
      "with a kops cluster whose network is too small",
      { kops: { ...kops, networkCidr: "10.30.0.0/28" } },
      'kops.networkCidr: "10.30.0.0/28" has no room for the subnets of 2 zones, each at least a /28. ' +
        "Choose a larger block, for example a /25, or fewer zones.",
    ],
    [
      "with an impossible kops cluster",
      {
        kops: { ...kops, clusterName: "kops", apiAccessCidrs: [] },
      },
      'kops.clusterName: "kops" is not a DNS name with a domain. Give for example kops.dev.example.com.',
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`${how} is refused`, () => refuses(() => plan(change), message));
  }
});
