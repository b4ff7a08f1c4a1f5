import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AddOns, Cluster, type ClusterArgs } from "../../components/cluster";
import { controlPlaneTransform } from "../../components/cluster/control-plane";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Deployed, type Outputs } from "./harness";

const valid: ClusterArgs = {
  clusterName: "games",
  version: "1.35",
  asOf: "2026-11-21",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
};

/** Outputs of the remote component. */
const outputs: Outputs = {
  "eks:index:Cluster": () => ({
    eksCluster: {
      name: "games",
      endpoint: "https://games.example",
      certificateAuthority: { data: "Q0E=" },
    },
    clusterSecurityGroupId: "sg-cluster",
    oidcProviderUrl: "https://oidc.example/id/1",
    kubeconfigJson: "{}",
  }),
};

const deployed = (change: Partial<ClusterArgs> = {}): Promise<Deployed<Cluster>> =>
  deploy(() => new Cluster("games", { ...valid, ...change }), outputs);

const policyOf = (inputs: Record<string, unknown>) =>
  (JSON.parse(String(inputs.policy)) as { Statement: Record<string, unknown>[] }).Statement;

describe("A cluster", () => {
  it("is closed, encrypted, logged and in standard support by default", async () => {
    const { inputs } = (await deployed()).get("eks:index:Cluster");
    assert.equal(inputs.name, "games");
    assert.equal(inputs.version, "1.35");
    assert.deepEqual(inputs.subnetIds, ["subnet-a", "subnet-b"]);
    assert.equal(inputs.endpointPrivateAccess, true);
    assert.equal(inputs.endpointPublicAccess, false);
    assert.equal(inputs.publicAccessCidrs, undefined);
    assert.equal(inputs.authenticationMode, "API");
    assert.equal(inputs.encryptionConfigKeyArn, "arn:aws:kms:us-east-1:123456789012:games-secrets");
    assert.deepEqual(inputs.enabledClusterLogTypes, [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    assert.deepEqual(inputs.upgradePolicy, { supportType: "STANDARD" });
    assert.equal(inputs.kubernetesServiceIpAddressRange, "172.20.0.0/16");
  });

  it("is deployed at a version without support, with a warning about the end of support", async () => {
    const warnings: unknown[] = [];
    const { warn } = pulumi.log;
    Object.assign(pulumi.log, { warn: (message: unknown) => warnings.push(message) });
    try {
      const { inputs } = (await deployed({ version: "1.33" })).get("eks:index:Cluster");
      assert.equal(inputs.version, "1.33");
    } finally {
      Object.assign(pulumi.log, { warn });
    }
    assert.deepEqual(warnings, [
      "Kubernetes 1.33 left standard support on 2026-07-29. With the support type STANDARD, EKS updates the cluster. " +
        "Set a newer version.",
    ]);
  });

  it("leaves nodes, add-ons and security groups to others", async () => {
    const { inputs } = (await deployed()).get("eks:index:Cluster");
    assert.equal(inputs.skipDefaultNodeGroup, true);
    assert.equal(inputs.skipDefaultSecurityGroups, true);
    assert.equal(inputs.bootstrapSelfManagedAddons, false);
    assert.equal(inputs.useDefaultVpcCni, true);
    assert.equal((inputs.kubeProxyAddonOptions as { enabled: boolean }).enabled, false);
    assert.equal((inputs.corednsAddonOptions as { enabled: boolean }).enabled, false);
  });

  it("writes to an encrypted log group with a retention, which exists before and after it", async () => {
    const { get } = await deployed({ logRetentionDays: 365 });
    const logGroup = get("aws:cloudwatch/logGroup:LogGroup", "games-logs").inputs;
    assert.equal(logGroup.name, "/aws/eks/games/cluster");
    assert.equal(logGroup.retentionInDays, 365);
    assert.equal(logGroup.kmsKeyId, "arn:aws:kms:us-east-1:123456789012:games-logs-key");
    assert(get("eks:index:Cluster").dependencies.includes("games-logs"));
  });

  it("keeps its permissions as long as it exists, and those on its key only", async () => {
    const { get } = await deployed();
    const { dependencies } = get("eks:index:Cluster");
    assert(dependencies.includes("games-control-plane-AmazonEKSClusterPolicy"));
    assert(dependencies.includes("games-secrets"));
    const [statement] = policyOf(get("aws:iam/rolePolicy:RolePolicy", "games-secrets").inputs);
    assert.deepEqual(statement, {
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
      Resource: "arn:aws:kms:us-east-1:123456789012:games-secrets",
    });
  });

  it("has the add-ons that nodes need at their start, at the versions that EKS recommends", async () => {
    const { all } = await deployed({ addOnVersions: { "kube-proxy": "v1.35.0-eksbuild.2" } });
    assert.deepEqual(
      all("aws:eks/addon:Addon").map(({ inputs }) => [inputs.addonName, inputs.addonVersion]),
      [
        ["eks-pod-identity-agent", "v1.0.0-eksbuild.1"],
        ["kube-proxy", "v1.35.0-eksbuild.2"],
      ],
    );
  });

  it("opens a public endpoint to listed networks only", async () => {
    const { inputs } = (
      await deployed({ endpoint: "both", publicAccessCidrs: ["198.51.100.0/24"] })
    ).get("eks:index:Cluster");
    assert.equal(inputs.endpointPrivateAccess, true);
    assert.equal(inputs.endpointPublicAccess, true);
    assert.deepEqual(inputs.publicAccessCidrs, ["198.51.100.0/24"]);
  });

  it("admits listed networks to a private endpoint", async () => {
    const { inputs } = (await deployed({ privateAccessCidrs: ["10.20.0.0/16"] })).get(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    );
    assert.equal(inputs.securityGroupId, "sg-cluster");
    assert.equal(inputs.cidrIpv4, "10.20.0.0/16");
    assert.deepEqual([inputs.fromPort, inputs.toPort, inputs.ipProtocol], [443, 443, "tcp"]);
  });

  it("gives its kubeconfig as a secret, and the command that gets one", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.kubeconfig), "{}");
    assert.equal(await pulumi.isSecret(result.kubeconfig), true);
    assert.equal(
      await valueOf(result.kubeconfigCommand),
      "aws eks update-kubeconfig --region us-east-1 --name games",
    );
    assert.equal(await valueOf(result.clusterName), "games");
    assert.equal(await valueOf(result.oidcIssuer), "https://oidc.example/id/1");
  });

  it("has the role for Auto Mode, and none of our add-ons, in Auto Mode", async () => {
    const { get, all } = await deployed({ autoMode: true });
    assert.deepEqual(get("eks:index:Cluster").inputs.autoMode, {
      enabled: true,
      createNodeRole: true,
    });
    assert.equal(all("aws:eks/addon:Addon").length, 0);
    assert.deepEqual(
      all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) =>
        String(inputs.policyArn).split("/").at(-1),
      ),
      [
        "AmazonEKSBlockStoragePolicy",
        "AmazonEKSClusterPolicy",
        "AmazonEKSComputePolicy",
        "AmazonEKSLoadBalancingPolicy",
        "AmazonEKSNetworkingPolicy",
      ],
    );
  });

  it("can be protected from deletion", async () => {
    const { inputs } = (await deployed({ deletionProtection: true })).get("eks:index:Cluster");
    assert.equal(inputs.deletionProtection, true);
  });
});

describe("The cluster's settings that @pulumi/eks has no argument for", () => {
  const args = (type: string) =>
    ({ type, name: "games", props: { name: "games" }, opts: {}, custom: true }) as never;

  it("are set on the cluster that it registers, and on nothing else", () => {
    const transform = controlPlaneTransform({
      zonalShift: true,
      remoteNetworks: { nodeCidrs: ["10.80.0.0/16"], podCidrs: ["10.81.0.0/16"] },
    });
    assert.deepEqual(transform?.(args("aws:eks/cluster:Cluster")), {
      props: {
        name: "games",
        zonalShiftConfig: { enabled: true },
        remoteNetworkConfig: {
          remoteNodeNetworks: { cidrs: ["10.80.0.0/16"] },
          remotePodNetworks: { cidrs: ["10.81.0.0/16"] },
        },
      },
      opts: {},
    });
    assert.equal(transform?.(args("aws:iam/role:Role")), undefined);
  });

  it("include Pulumi's protection where AWS protects it from deletion", () => {
    const transform = controlPlaneTransform({ deletionProtection: true });
    assert.deepEqual(transform?.(args("aws:eks/cluster:Cluster")), {
      props: { name: "games" },
      opts: { protect: true },
    });
  });

  it("are not touched without need", () => {
    assert.equal(controlPlaneTransform({ zonalShift: false }), undefined);
  });

  it("reach the engine with the component", async () => {
    const { get } = await deployed({ zonalShift: true });
    const result = await get("eks:index:Cluster").transforms[0]?.(args("aws:eks/cluster:Cluster"));
    assert.deepEqual((result?.props as Record<string, unknown>).zonalShiftConfig, {
      enabled: true,
    });
  });
});

describe("Before anything is registered, a cluster", () => {
  const spoiled: [string, Partial<ClusterArgs>, string][] = [
    [
      "at a version that EKS does not know",
      { version: "1.99" },
      'version: "1.99" is not a Kubernetes version in the Amazon EKS calendar. ' +
        "Known are 1.36, 1.35, 1.34, 1.33, 1.32, 1.31, 1.30, 1.29, 1.28; " +
        '"npm run data -- eks-versions" reads newer ones.',
    ],
    [
      "with a public endpoint for everybody by default",
      { endpoint: "both" },
      "publicAccessCidrs: [] is empty, which opens the public endpoint to the whole internet. " +
        'List the networks of those who use the API, or choose endpoint "private".',
    ],
    [
      "with a public endpoint for everybody on purpose",
      { endpoint: "public", publicAccessCidrs: ["0.0.0.0/0"] },
      'publicAccessCidrs[0]: "0.0.0.0/0" opens the Kubernetes API to the whole internet. ' +
        "List the networks of those who use it.",
    ],
    [
      "with private addresses at a public endpoint",
      { endpoint: "both", publicAccessCidrs: ["10.20.0.0/16"] },
      'publicAccessCidrs[0]: "10.20.0.0/16" is in 10.0.0.0/8: a public endpoint sees public ' +
        "addresses only. Give the public address from which that network reaches the internet.",
    ],
    [
      "with public addresses for a private endpoint",
      { publicAccessCidrs: ["198.51.100.0/24"] },
      'publicAccessCidrs: ["198.51.100.0/24"] is for a public endpoint, and this one is private. ' +
        'Leave it out, use privateAccessCidrs, or choose endpoint "both".',
    ],
    [
      "with private networks for a public endpoint",
      {
        endpoint: "public",
        publicAccessCidrs: ["198.51.100.0/24"],
        privateAccessCidrs: ["10.20.0.0/16"],
      },
      'privateAccessCidrs: ["10.20.0.0/16"] is for a private endpoint, and this one is public. ' +
        'Leave it out, or choose endpoint "both".',
    ],
    [
      "with Service addresses that EKS refuses",
      { serviceCidr: "100.64.0.0/16" },
      'serviceCidr: "100.64.0.0/16" is not in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16. ' +
        "Choose for example 172.20.0.0/16.",
    ],
    [
      "with an invalid number of days to keep logs",
      { logRetentionDays: 100 },
      "logRetentionDays: 100 is not a number of days that CloudWatch Logs keeps entries. Take 120.",
    ],
    [
      "with a name that EKS does not accept",
      { clusterName: "my games" },
      'clusterName: "my games" is not a name that EKS takes. ' +
        "Use up to 100 letters, digits, '-' and '_', beginning with a letter or digit.",
    ],
    [
      "with remote nodes among the Service addresses",
      { remoteNetworks: { nodeCidrs: ["172.20.8.0/24"], podCidrs: [] } },
      'remoteNetworks.nodeCidrs[0]: "172.20.8.0/24" overlaps 172.20.0.0/16 of the Service addresses. ' +
        "Remote nodes, remote pods and Services need blocks of their own.",
    ],
    [
      "with remote pods among remote nodes",
      { remoteNetworks: { nodeCidrs: ["10.80.0.0/16"], podCidrs: ["10.80.128.0/17"] } },
      'remoteNetworks.podCidrs[0]: "10.80.128.0/17" overlaps 10.80.0.0/16 of remote nodes. ' +
        "Remote nodes, remote pods and Services need blocks of their own.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`is refused ${how}`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new Cluster("games", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});

describe("Add-ons on nodes", () => {
  const addOns = (change: object = {}) =>
    deploy(() => new AddOns("games", { clusterName: "games", version: "1.35", ...change }, {}));

  it("are CoreDNS and the EBS CSI driver, which has a role for its pods only", async () => {
    const { all, get } = await addOns();
    assert.deepEqual(
      all("aws:eks/addon:Addon").map(({ inputs }) => inputs.addonName),
      ["aws-ebs-csi-driver", "coredns"],
    );
    const driver = get("aws:eks/addon:Addon", "games-aws-ebs-csi-driver");
    assert.deepEqual(driver.inputs.podIdentityAssociations, [
      {
        roleArn: "arn:aws:iam:us-east-1:123456789012:games-aws-ebs-csi-driver",
        serviceAccount: "ebs-csi-controller-sa",
      },
    ]);
    assert(driver.dependencies.includes("games-aws-ebs-csi-driver-AmazonEBSCSIDriverPolicy"));
    const trust = JSON.parse(
      String(get("aws:iam/role:Role", "games-aws-ebs-csi-driver").inputs.assumeRolePolicy),
    ) as { Statement: unknown[] };
    assert.deepEqual(trust.Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      },
    ]);
  });

  it("accept settings for CoreDNS", async () => {
    const { get } = await addOns({ coreDns: { replicaCount: 3 } });
    assert.equal(
      get("aws:eks/addon:Addon", "games-coredns").inputs.configurationValues,
      '{"replicaCount":3}',
    );
  });

  it("include a default StorageClass of encrypted volumes in the pod's zone", async () => {
    const { inputs } = (await addOns()).get("kubernetes:storage.k8s.io/v1:StorageClass");
    assert.deepEqual(inputs.parameters, { type: "gp3", encrypted: "true" });
    assert.equal(inputs.volumeBindingMode, "WaitForFirstConsumer");
  });
});
