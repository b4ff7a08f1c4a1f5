import assert from "node:assert/strict";
import { VpcCni, type VpcCniArgs } from "../../components/vpc-cni";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const valid: VpcCniArgs = {
  clusterName: "games",
  version: "1.35",
  settings: { warmIpTarget: 2, minimumIpTarget: 10 },
  instanceTypes: ["m5.large"],
};

const deployed = (change: Partial<VpcCniArgs> = {}) =>
  deploy(() => new VpcCni("games", { ...valid, ...change }));

const configurationOf = (inputs: Record<string, unknown>) =>
  JSON.parse(String(inputs.configurationValues)) as Record<string, unknown>;

describe("The VPC CNI", () => {
  it("is a managed add-on with the settings as strings", async () => {
    const { get, result } = await deployed();
    const { inputs } = get("aws:eks/addon:Addon");
    assert.equal(inputs.addonName, "vpc-cni");
    assert.equal(inputs.clusterName, "games");
    assert.deepEqual(configurationOf(inputs), {
      env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
    });
    assert.equal(await valueOf(result.configuration), inputs.configurationValues);
  });

  it("has a role for its own pods, so that nodes need no permission on network interfaces", async () => {
    const { get } = await deployed();
    const addon = get("aws:eks/addon:Addon");
    assert.deepEqual(addon.inputs.podIdentityAssociations, [
      { roleArn: "arn:aws:iam:us-east-1:123456789012:games-vpc-cni", serviceAccount: "aws-node" },
    ]);
    assert(addon.dependencies.includes("games-vpc-cni-AmazonEKS_CNI_Policy"));
  });

  it("takes pod addresses from the pod subnet of each zone with custom networking", async () => {
    const { get } = await deployed({
      settings: { customNetworking: true },
      podSubnets: [
        { zone: "us-east-1a", id: "subnet-a" },
        { zone: "us-east-1b", id: "subnet-b" },
      ],
      podSecurityGroupIds: ["sg-pods"],
    });
    assert.deepEqual(configurationOf(get("aws:eks/addon:Addon").inputs), {
      env: {
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
        ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
      },
      eniConfig: {
        create: true,
        region: "us-east-1",
        subnets: {
          "us-east-1a": { id: "subnet-a", securityGroups: ["sg-pods"] },
          "us-east-1b": { id: "subnet-b", securityGroups: ["sg-pods"] },
        },
      },
    });
  });

  it("is tagged with its scenario", async () => {
    const { get } = await deployed();
    assert.deepEqual(get("aws:eks/addon:Addon").inputs.tags, {
      Project: "eks-scenarios",
      Stack: "test",
      ManagedBy: "pulumi",
      Scenario: "vpc-cni",
    });
  });
});

describe("Before anything is registered, the VPC CNI", () => {
  const spoiled: [string, Partial<VpcCniArgs>, string][] = [
    [
      "with external SNAT for public nodes",
      { settings: { externalSnat: true }, publicNodes: true },
      "settings.externalSnat: true takes the internet from pods on nodes in public subnets: an internet " +
        "gateway does not translate pod addresses. Put the nodes into private subnets behind a NAT " +
        "gateway, or leave external SNAT off.",
    ],
    [
      "with prefix delegation on a type that has none",
      { settings: { prefixDelegation: true }, instanceTypes: ["m5.large", "t2.medium"] },
      "settings.prefixDelegation: true does not work on t2.medium, which is not based on the Nitro System. " +
        "Choose Nitro-based instance types, for example t3, m5 or later, or leave it off.",
    ],
    [
      "with custom networking and no pod subnets",
      { settings: { customNetworking: true } },
      "settings.customNetworking: true has no pod subnets to take addresses from. " +
        'Give the network a pod CIDR, for example podCidr: "100.64.0.0/16".',
    ],
    [
      "with an unknown setting",
      { settings: { warmPrefix: 1 } as VpcCniArgs["settings"] },
      "settings.warmPrefix: 1 is not an argument. " +
        'Use one of "warmEniTarget", "warmIpTarget", "minimumIpTarget", "warmPrefixTarget", ' +
        '"prefixDelegation", "externalSnat", "excludeSnatCidrs", "customNetworking", ' +
        '"subnetDiscovery", "podEnis", "networkPolicy", "logFile", "logLevel".',
    ],
    [
      "with two pod subnets in one zone",
      {
        settings: { customNetworking: true },
        podSubnets: [
          { zone: "us-east-1a", id: "subnet-a" },
          { zone: "us-east-1a", id: "subnet-b" },
        ],
      },
      'podSubnets[1].zone: "us-east-1a" has a pod subnet already, and an ENIConfig names one subnet ' +
        "per zone. Give one pod subnet per zone.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`is refused ${how}`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new VpcCni("games", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});
