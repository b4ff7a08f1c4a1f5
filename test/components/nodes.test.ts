import assert from "node:assert/strict";
import {
  FargateProfile,
  ManagedNodes,
  type FargateProfileArgs,
  type ManagedNodesArgs,
} from "../../components/nodes";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const tags = {
  Project: "eks-scenarios",
  Stack: "test",
  ManagedBy: "pulumi",
  Scenario: "cluster-from-scratch",
};

const valid: ManagedNodesArgs = {
  clusterName: "games",
  version: "1.35",
  subnetIds: ["subnet-a", "subnet-b"],
  instanceTypes: ["m5.large", "m5a.large"],
  minSize: 1,
  desiredSize: 2,
  maxSize: 4,
};

const deployed = (change: Partial<ManagedNodesArgs> = {}) =>
  deploy(() => new ManagedNodes("system", { ...valid, ...change }), {
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 3 }),
    "aws:eks/nodeGroup:NodeGroup": () => ({
      nodeGroupName: "system-1",
      resources: [{ autoscalingGroups: [{ name: "eks-system-1" }] }],
    }),
  });

describe("Managed nodes", () => {
  it("are a node group in the given subnets, on an image for their types", async () => {
    const { get, result } = await deployed();
    const { inputs } = get("aws:eks/nodeGroup:NodeGroup");
    assert.equal(inputs.clusterName, "games");
    assert.equal(inputs.version, "1.35");
    assert.deepEqual(inputs.subnetIds, ["subnet-a", "subnet-b"]);
    assert.equal(inputs.amiType, "AL2023_x86_64_STANDARD");
    assert.equal(inputs.capacityType, "ON_DEMAND");
    assert.deepEqual(inputs.scalingConfig, { minSize: 1, desiredSize: 2, maxSize: 4 });
    assert.deepEqual(inputs.updateConfig, { maxUnavailable: 1, updateStrategy: "DEFAULT" });
    assert.deepEqual(inputs.nodeRepairConfig, { enabled: true });
    assert.deepEqual(inputs.launchTemplate, { id: "system-id", version: "3" });
    assert.equal(await valueOf(result.autoScalingGroupName), "eks-system-1");
  });

  it("keep the size that an autoscaler has set", async () => {
    const { get } = await deployed();
    assert.deepEqual(get("aws:eks/nodeGroup:NodeGroup").ignoreChanges, [
      "scalingConfig.desiredSize",
    ]);
  });

  it("use IMDSv2 out of reach of pods, and an encrypted volume", async () => {
    const { inputs } = (await deployed({ volumeSize: 80 })).get(
      "aws:ec2/launchTemplate:LaunchTemplate",
    );
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    assert.deepEqual(inputs.blockDeviceMappings, [
      {
        deviceName: "/dev/xvda",
        ebs: { volumeSize: 80, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
      },
    ]);
  });

  it("pass the tags on to instances, volumes and network interfaces", async () => {
    const { get } = await deployed();
    const { inputs } = get("aws:ec2/launchTemplate:LaunchTemplate");
    assert.deepEqual(
      inputs.tagSpecifications,
      ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: "system" },
      })),
    );
    assert.deepEqual(get("aws:eks/nodeGroup:NodeGroup").inputs.tags, tags);
  });

  it("set the kubelet's limit of pods to the number that their smallest type holds", async () => {
    const userData = async (change: Partial<ManagedNodesArgs>) => {
      const { inputs } = (await deployed(change)).get("aws:ec2/launchTemplate:LaunchTemplate");
      return Buffer.from(String(inputs.userData), "base64").toString();
    };
    assert.match(await userData({ instanceTypes: ["m5.large", "t3.medium"] }), /maxPods: 17\n/);
    assert.match(await userData({ addressing: { prefixDelegation: true } }), /maxPods: 110\n/);
    assert.match(await userData({ addressing: { customNetworking: true } }), /maxPods: 20\n/);
  });

  it("have their data on the second volume, and settings in TOML, on Bottlerocket", async () => {
    const { get } = await deployed({ ami: "bottlerocket", instanceTypes: ["m7g.large"] });
    assert.equal(get("aws:eks/nodeGroup:NodeGroup").inputs.amiType, "BOTTLEROCKET_ARM_64");
    const { inputs } = get("aws:ec2/launchTemplate:LaunchTemplate");
    const [volume] = inputs.blockDeviceMappings as { deviceName: string }[];
    assert.equal(volume?.deviceName, "/dev/xvdb");
    assert.equal(
      Buffer.from(String(inputs.userData), "base64").toString(),
      "[settings.kubernetes]\nmax-pods = 29\n",
    );
  });

  it("have a role that can join and pull images, for as long as they exist", async () => {
    const { all, get } = await deployed();
    assert.deepEqual(
      all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
        ({ inputs }) => inputs.policyArn,
      ),
      [
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      ],
    );
    const { dependencies } = get("aws:eks/nodeGroup:NodeGroup");
    assert(dependencies.includes("system-node-AmazonEKSWorkerNodePolicy"));
    assert(dependencies.includes("system-node-AmazonEC2ContainerRegistryPullOnly"));
  });

  it("carry labels and taints", async () => {
    const taint = { key: "dedicated", value: "games", effect: "NO_SCHEDULE" as const };
    const { inputs } = (await deployed({ labels: { lifecycle: "spot" }, taints: [taint] })).get(
      "aws:eks/nodeGroup:NodeGroup",
    );
    assert.deepEqual(inputs.labels, { lifecycle: "spot" });
    assert.deepEqual(inputs.taints, [taint]);
  });
});

describe("Before anything is registered, managed nodes", () => {
  const spoiled: [string, Partial<ManagedNodesArgs>, string][] = [
    [
      "with an unknown type",
      { instanceTypes: ["m5.larg"] },
      'instanceTypes[0]: "m5.larg" is not an EC2 instance type that the published tables list. ' +
        'Did you mean "m5.large"? "npm run data -- instance-types" reads newer ones.',
    ],
    [
      "with types of two architectures",
      { instanceTypes: ["m5.large", "m7g.large"] },
      'instanceTypes: ["m5.large","m7g.large"] have no architecture in common, and a node group has ' +
        "one image. Make a node group for x86_64 types and one for arm64 types.",
    ],
    [
      "with prefixes on a type that has none",
      { instanceTypes: ["t2.medium"], addressing: { prefixDelegation: true } },
      "addressing.prefixDelegation: true does not work on t2.medium, which is not based on the Nitro " +
        "System. Choose Nitro-based instance types, for example t3, m5 or later, or leave it off.",
    ],
    [
      "with sizes out of order",
      { desiredSize: 5 },
      "desiredSize: 5 does not lie between minSize, 1, and maxSize, 4, which is at least 1. " +
        "Put the three into order.",
    ],
    [
      "with an update that allows no unavailable node",
      { maxUnavailable: 0 },
      "maxUnavailable: 0 is not between 1 and 100. " +
        "Give the number of nodes that an update may take away at once.",
    ],
    [
      "with a label that only Kubernetes sets",
      { labels: { "topology.kubernetes.io/zone": "a" } },
      'labels: "topology.kubernetes.io/zone" is under a domain in which a node may not label itself. ' +
        "Use a domain of your own, or kubelet.kubernetes.io or node.kubernetes.io.",
    ],
    [
      "with an invalid taint",
      { taints: [{ key: "for games", effect: "NO_SCHEDULE" }] },
      'taints[0]: {"key":"for games","value":""} is not a valid taint: key and value follow the rules of labels. ' +
        "Use up to 63 letters, digits, '-', '_' and '.' in each.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`are refused ${how}`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new ManagedNodes("system", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});

describe("A Fargate profile", () => {
  const args: FargateProfileArgs = {
    clusterName: "games",
    subnetIds: ["subnet-a"],
    selectors: [{ namespace: "batch", labels: { size: "small" } }],
  };

  it("runs the selected pods in private subnets, with a role for this cluster's pods only", async () => {
    const { get } = await deploy(() => new FargateProfile("batch", args));
    const profile = get("aws:eks/fargateProfile:FargateProfile");
    assert.deepEqual(profile.inputs.selectors, [{ namespace: "batch", labels: { size: "small" } }]);
    assert.deepEqual(profile.inputs.subnetIds, ["subnet-a"]);
    assert.deepEqual(profile.inputs.tags, tags);
    assert(profile.dependencies.includes("batch-fargate-AmazonEKSFargatePodExecutionRolePolicy"));
    assert.match(
      String(get("aws:iam/role:Role").inputs.assumeRolePolicy),
      /"aws:SourceArn":"arn:aws:eks:us-east-1:123456789012:fargateprofile\/games\/\*"/,
    );
  });

  const spoiled: [string, string, Partial<FargateProfileArgs>, string][] = [
    [
      "with a name that EKS reserves",
      "eks-batch",
      {},
      'name: "eks-batch" begins with eks-, which EKS keeps for itself. Choose another name for the profile.',
    ],
    [
      "without selectors",
      "batch",
      { selectors: [] },
      "selectors: [] are 0; a profile has one to five. Make a further profile for further selectors.",
    ],
    [
      "with too many labels",
      "batch",
      { selectors: [{ namespace: "a", labels: { a: "", b: "", c: "", d: "", e: "", f: "" } }] },
      'selectors[0].labels: {"a":"","b":"","c":"","d":"","e":"","f":""} are 6; a selector has at most five. ' +
        "Select by fewer labels.",
    ],
  ];
  for (const [how, name, change, message] of spoiled) {
    it(`is refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new FargateProfile(name, { ...args, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});
