import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WavelengthNodes, type WavelengthNodesArgs } from "../../../components/wavelength";
import { refuses } from "../../model/refusal";
import { deploy, valueOf } from "../harness";

const boston = "us-east-1-wl1-bos-wlz-1";

const valid: WavelengthNodesArgs = {
  clusterName: "eks-scenarios-prod",
  clusterVersion: "1.35",
  endpoint: "https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==",
  serviceCidr: "172.20.0.0/16",
  securityGroupId: "sg-cluster",
  zone: boston,
  subnetId: "subnet-boston",
  instanceTypes: ["t3.medium"],
  minSize: 1,
  desiredSize: 2,
  maxSize: 4,
};

const deployed = (change: Partial<WavelengthNodesArgs> = {}) =>
  deploy(
    () => new WavelengthNodes("boston", { ...valid, ...change }),
    { "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 3 }) },
    { "aws:ssm/getParameter:getParameter": { insecureValue: "ami-1", value: "ami-1" } },
  );

const template = async (change: Partial<WavelengthNodesArgs> = {}) =>
  (await deployed(change)).get("aws:ec2/launchTemplate:LaunchTemplate").inputs;

const group = async (change: Partial<WavelengthNodesArgs> = {}) =>
  (await deployed(change)).get("aws:autoscaling/group:Group");

describe("The nodes of a Wavelength Zone", () => {
  it("are an Auto Scaling group in the zone's subnet, that takes the first type with capacity", async () => {
    const { inputs, ignoreChanges } = await group({ instanceTypes: ["t3.medium", "t3.xlarge"] });
    assert.deepEqual(inputs.vpcZoneIdentifiers, ["subnet-boston"]);
    assert.deepEqual([inputs.minSize, inputs.desiredCapacity, inputs.maxSize], [1, 2, 4]);
    assert.deepEqual(ignoreChanges, ["desiredCapacity"]);
    assert.deepEqual(inputs.mixedInstancesPolicy, {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "boston-id", version: "3" },
        overrides: [{ instanceType: "t3.medium" }, { instanceType: "t3.xlarge" }],
      },
      instancesDistribution: {
        onDemandAllocationStrategy: "prioritized",
        onDemandPercentageAboveBaseCapacity: 100,
      },
    });
  });

  it("replace themselves when their image or settings change", async () => {
    assert.deepEqual((await group()).inputs.instanceRefresh, {
      strategy: "Rolling",
      preferences: { minHealthyPercentage: 50 },
    });
  });

  it("are private, in the cluster's security group, unless carrier IPs are asked for", async () => {
    const networkInterface = {
      deviceIndex: 0,
      associateCarrierIpAddress: "false",
      securityGroups: ["sg-cluster"],
      deleteOnTermination: "true",
    };
    assert.deepEqual((await template()).networkInterfaces, [networkInterface]);
    assert.deepEqual((await template({ carrierIps: true })).networkInterfaces, [
      { ...networkInterface, associateCarrierIpAddress: "true" },
    ]);
  });

  it("have an encrypted gp2 volume, or one of a type that is allowed by name", async () => {
    const ebs = {
      volumeSize: 50,
      volumeType: "gp2",
      encrypted: "true",
      deleteOnTermination: "true",
    };
    assert.deepEqual((await template()).blockDeviceMappings, [{ deviceName: "/dev/xvda", ebs }]);
    const other = await template({ volumeType: "gp3", allowedVolumeTypes: ["gp3"] });
    assert.deepEqual(other.blockDeviceMappings, [
      { deviceName: "/dev/xvda", ebs: { ...ebs, volumeType: "gp3" } },
    ]);
  });

  it("use IMDSv2 out of reach of pods", async () => {
    assert.deepEqual((await template()).metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
  });

  it("join the cluster with the expected user data", async () => {
    const file = join(__dirname, "../../model/nodes/golden/wavelength-boston.node-config.mime");
    const { userData } = await template();
    assert.equal(Buffer.from(String(userData), "base64").toString(), readFileSync(file, "utf8"));
  });

  it("have the given labels and kubelet limits of pods", async () => {
    const { userData } = await template({
      labels: { pool: "games" },
      addressing: { prefixDelegation: true },
    });
    const text = Buffer.from(String(userData), "base64").toString();
    assert.match(
      text,
      /--node-labels=pool=games,eks-scenarios\/wavelength-zone=us-east-1-wl1-bos-wlz-1\n/,
    );
    assert.match(text, /maxPods: 110\n/);
  });

  it("run the image that EKS recommends", async () => {
    assert.equal((await template()).imageId, "ami-1");
  });

  it("have a role that can join and pull images, and access as nodes, for as long as they exist", async () => {
    const { all, get, result } = await deployed();
    assert.deepEqual(
      all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
        ({ inputs }) => inputs.policyArn,
      ),
      [
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      ],
    );
    const { inputs } = get("aws:eks/accessEntry:AccessEntry");
    assert.equal(inputs.type, "EC2_LINUX");
    assert.equal(inputs.principalArn, await valueOf(result.roleArn));
    const { dependencies } = get("aws:autoscaling/group:Group");
    for (const name of [
      "boston",
      "boston-node-AmazonEKSWorkerNodePolicy",
      "boston-node-AmazonEC2ContainerRegistryPullOnly",
    ]) {
      assert(dependencies.includes(name), name);
    }
    assert.deepEqual(all("aws:iam/rolePolicy:RolePolicy"), []);
  });

  it("can make a cache fetch images, into its own repositories only", async () => {
    const { get } = await deployed({ cachedImagesArn: "arn:aws:ecr:…:repository/edge/*" });
    const { policy } = get("aws:iam/rolePolicy:RolePolicy").inputs;
    assert.deepEqual((JSON.parse(String(policy)) as { Statement: object[] }).Statement, [
      {
        Effect: "Allow",
        Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        Resource: "arn:aws:ecr:…:repository/edge/*",
      },
    ]);
  });

  it("carry the tags, and pass them on to instances, volumes and network interfaces", async () => {
    const tags = {
      Project: "eks-scenarios",
      Stack: "test",
      ManagedBy: "pulumi",
      Scenario: "wavelength",
      Name: "boston",
    };
    assert.deepEqual(
      (await template()).tagSpecifications,
      ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    );
    assert.deepEqual((await group()).inputs.tags, [
      ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      {
        key: "kubernetes.io/cluster/eks-scenarios-prod",
        value: "owned",
        propagateAtLaunch: true,
      },
    ]);
  });
});

describe("Before anything is registered, the nodes of a Wavelength Zone", () => {
  const spoiled: [string, Partial<WavelengthNodesArgs>, string][] = [
    [
      "with a volume type that zones do not support",
      { volumeType: "gp3" },
      'volumeType: "gp3" is not among the volume types that every Wavelength Zone has: gp2. Use "gp2", or ' +
        'list "gp3" in allowedVolumeTypes if AWS offers it in this zone.',
    ],
    [
      "with a version newer than their control plane's",
      { version: "1.36" },
      'version: "1.36" is newer than the control plane\'s 1.35: such nodes do not register. ' +
        "Update the cluster first.",
    ],
    [
      "with a version too old for their control plane",
      { version: "1.31" },
      'version: "1.31" is 4 minor versions behind the control plane\'s 1.35, and a kubelet may be 3. Use 1.35.',
    ],
    [
      "in an Availability Zone",
      { zone: "us-east-1a" },
      'zone: "us-east-1a" is an Availability Zone. Name a Wavelength Zone; "aws ec2 ' +
        "describe-availability-zones --all-availability-zones --filters Name=zone-type,Values=wavelength-zone" +
        '" lists them.',
    ],
    [
      "with types of two architectures",
      { instanceTypes: ["t3.medium", "t4g.medium"] },
      'instanceTypes: ["t3.medium","t4g.medium"] have no architecture in common, and a node group has one ' +
        "image. Make a node group for x86_64 types and one for arm64 types.",
    ],
    [
      "with prefixes on a type that has none",
      { instanceTypes: ["t2.medium"], addressing: { prefixDelegation: true } },
      "addressing.prefixDelegation: true does not work on t2.medium, which is not based on the Nitro System. " +
        "Choose Nitro-based instance types, for example t3, m5 or later, or leave it off.",
    ],
    [
      "with sizes out of order",
      { desiredSize: 5 },
      "desiredSize: 5 does not lie between minSize, 1, and maxSize, 4, which is at least 1. " +
        "Put the three into order.",
    ],
    [
      "with a label that only Kubernetes sets",
      { labels: { "topology.kubernetes.io/zone": boston } },
      'labels: "topology.kubernetes.io/zone" is under a domain in which a node may not label itself. ' +
        "Use a domain of your own, or kubelet.kubernetes.io or node.kubernetes.io.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`are refused ${how}`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new WavelengthNodes("boston", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});
