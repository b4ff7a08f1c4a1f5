import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws, type Made } from "./local-aws";
import { make, makeRole, makeSubnets, refusal } from "./network";

describe("EKS in the local cloud", () => {
  let aws: LocalAws;
  let vpcId: string;
  let subnetIds: string[];
  let valid: Properties & { name: string };

  beforeEach(async () => {
    aws = await LocalAws.start();
    ({ vpcId, subnetIds } = await makeSubnets(aws));
    const roleArn = await makeRole(aws, "eks.amazonaws.com");
    valid = {
      name: "dev",
      roleArn,
      version: "1.34",
      vpcConfig: { subnetIds },
      accessConfig: { authenticationMode: "API" },
    };
  });
  afterEach(() => aws.stop());

  const cluster = (change: Properties = {}) => make(aws, "eks/Cluster", { ...valid, ...change });

  async function nodeGroup(change: Properties = {}): Promise<Made> {
    const nodeRoleArn = await makeRole(aws, "ec2.amazonaws.com");
    return make(aws, "eks/NodeGroup", {
      clusterName: "dev",
      nodeGroupName: "workers",
      nodeRoleArn,
      subnetIds,
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
      ...change,
    });
  }

  async function subnetIn(zone: string, cidrBlock: string): Promise<string> {
    return (await make(aws, "ec2/Subnet", { vpcId, cidrBlock, availabilityZone: zone })).id;
  }

  it("gives a cluster an endpoint, an issuer and a certificate in AWS' shapes", async () => {
    const { outputs } = await cluster();
    const host = /^https:\/\/([0-9A-F]{32})\.gr7\.us-east-1\.eks\.amazonaws\.com$/.exec(
      text(outputs["endpoint"]),
    )?.[1];
    assert.ok(host);
    assert.deepEqual(outputs["identities"], [
      { oidcs: [{ issuer: `https://oidc.eks.us-east-1.amazonaws.com/id/${host}` }] },
    ]);
    const { data } = outputs["certificateAuthority"] as { data: string };
    assert.match(Buffer.from(data, "base64").toString(), /^-----BEGIN CERTIFICATE-----\n/);
    assert.match(text(outputs["platformVersion"]), /^eks\.\d+$/);
    assert.equal(outputs["status"], "ACTIVE");
    assert.deepEqual(outputs["kubernetesNetworkConfig"], {
      elasticLoadBalancing: { enabled: false },
      ipFamily: "ipv4",
      serviceIpv4Cidr: "172.20.0.0/16",
      serviceIpv6Cidr: "",
    });
  });

  it("makes a security group and access for the creator along with a cluster", async () => {
    const { outputs } = await cluster();
    const { clusterSecurityGroupId } = outputs["vpcConfig"] as { clusterSecurityGroupId: string };
    const group = aws.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", {
      id: clusterSecurityGroupId,
    });
    assert.match(text(group["name"]), /^eks-cluster-sg-dev-/);
    const entries = aws.world.all("aws:eks/accessEntry:AccessEntry");
    assert.deepEqual(
      entries.map(({ inputs, urn }) => [inputs["principalArn"], urn]),
      [["arn:aws:iam::123456789012:user/local-cloud", undefined]],
    );
  });

  const refusedClusters: [string, Properties, string][] = [
    [
      "that nobody can reach",
      { endpointPublicAccess: false, endpointPrivateAccess: false },
      "InvalidParameterException: Private and public endpoint access cannot be false",
    ],
    [
      "that private addresses may reach through the internet",
      { publicAccessCidrs: ["203.0.113.0/24", "10.0.0.0/8"] },
      "InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [10.0.0.0/8]",
    ],
    [
      "with a security group that does not exist",
      { securityGroupIds: ["sg-0123456789abcdef0"] },
      "InvalidParameterException: The security group ID 'sg-0123456789abcdef0' does not exist",
    ],
  ];
  for (const [title, vpcConfig, expected] of refusedClusters) {
    it(`refuses a cluster ${title}`, async () => {
      assert.equal(await refusal(cluster({ vpcConfig: { subnetIds, ...vpcConfig } })), expected);
    });
  }

  it("refuses a cluster whose role trusts another service", async () => {
    const roleArn = await makeRole(aws, "ec2.amazonaws.com");
    assert.equal(
      await refusal(cluster({ roleArn })),
      `InvalidParameterException: Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    );
  });

  it("refuses a cluster in us-east-1e, which has no control planes", async () => {
    const there = await subnetIn("us-east-1e", "10.0.9.0/24");
    assert.equal(
      await refusal(cluster({ vpcConfig: { subnetIds: [...subnetIds, there] } })),
      "UnsupportedAvailabilityZoneException: Cannot create cluster 'dev' because us-east-1e, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f",
    );
  });

  it("refuses Services in the addresses of the VPC", async () => {
    const kubernetesNetworkConfig = { serviceIpv4Cidr: "10.0.0.0/20" };
    assert.equal(
      await refusal(cluster({ kubernetesNetworkConfig })),
      `InvalidParameterException: The specified service CIDR 10.0.0.0/20 overlaps with the CIDR of the VPC ${vpcId}`,
    );
  });

  it("refuses a half of Auto Mode", async () => {
    const computeConfig = { enabled: true, nodePools: ["system"] };
    assert.equal(
      await refusal(cluster({ computeConfig })),
      "InvalidParameterException: For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.",
    );
  });

  it("moves a cluster one version at a time, and its nodes after it", async () => {
    let made = await cluster();
    const nodes = await nodeGroup();
    assert.equal(
      await refusal(aws.update(made, { version: "1.36" })),
      "InvalidParameterException: Unsupported Kubernetes minor version update from 1.34 to 1.36",
    );
    made = await aws.update(made, { version: "1.35" });
    assert.equal(made.outputs["version"], "1.35");
    assert.equal(
      await refusal(aws.update(made, { version: "1.36" })),
      "InvalidParameterException: Nodegroups workers must be updated to match cluster version 1.35 before updating cluster version",
    );
    const updated = await aws.update(nodes, { version: "1.35" });
    assert.equal(updated.outputs["version"], "1.35");
    assert.match(text(updated.outputs["releaseVersion"]), /^1\.35\.\d+-\d{8}$/);
    await aws.update(made, { version: "1.36" });
  });

  it("keeps what it gave a cluster when it is updated", async () => {
    const made = await cluster();
    const changed = await aws.update(made, { enabledClusterLogTypes: ["api", "audit"] });
    assert.equal(changed.outputs["endpoint"], made.outputs["endpoint"]);
    assert.deepEqual(changed.outputs["certificateAuthority"], made.outputs["certificateAuthority"]);
    assert.equal(changed.outputs["createdAt"], made.outputs["createdAt"]);
  });

  it("takes access by entries for ever", async () => {
    const made = await cluster();
    assert.equal(
      await refusal(aws.update(made, { accessConfig: { authenticationMode: "CONFIG_MAP" } })),
      "InvalidParameterException: Unsupported authentication mode update from API to CONFIG_MAP",
    );
  });

  it("deletes no cluster that is protected", async () => {
    const made = await cluster({ deletionProtection: true });
    assert.equal(
      await refusal(aws.delete(made)),
      "InvalidRequestException: Cluster cannot be deleted because deletion protection is enabled. Disable deletion protection and try again.",
    );
    await aws.delete(await aws.update(made, { deletionProtection: false }));
  });

  describe("refuses a node group", () => {
    const refused: [string, Properties, string][] = [
      [
        "newer than its control plane",
        { version: "1.35" },
        "InvalidParameterException: Nodegroup Kubernetes version 1.35 is newer than the cluster's version 1.34",
      ],
      [
        "more than three versions older than its control plane",
        { version: "1.30" },
        "InvalidParameterException: Nodegroup Kubernetes version 1.30 is more than 3 minor versions older than the cluster's version 1.34",
      ],
      [
        "of arm64 machines with x86 images",
        { instanceTypes: ["t4g.medium"], amiType: "AL2023_x86_64_STANDARD" },
        "InvalidParameterException: [t4g.medium] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD",
      ],
      [
        "of machines that there are not",
        { instanceTypes: ["t3.gigantic"] },
        "InvalidParameterException: The following supplied instance types do not exist: [t3.gigantic]",
      ],
      [
        "of Amazon Linux 2 after its end",
        { amiType: "AL2_x86_64" },
        "InvalidParameterException: AMI Type AL2_x86_64 is only supported for kubernetes versions 1.32 or earlier",
      ],
      [
        "with labels that Kubernetes keeps for itself",
        { labels: { "node.kubernetes.io/role": "games" } },
        "InvalidParameterException: Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]",
      ],
      [
        "of an image release for another version",
        { releaseVersion: "1.33.1-20260101", version: "1.34" },
        "InvalidParameterException: Requested release version 1.33.1-20260101 is not valid for kubernetes version 1.34.",
      ],
    ];
    for (const [title, change, expected] of refused) {
      it(title, async () => {
        await cluster();
        assert.equal(await refusal(nodeGroup(change)), expected);
      });
    }

    it("in a Wavelength Zone, as a cluster and a Fargate profile are", async () => {
      await cluster();
      await make(aws, "ec2/AvailabilityZoneGroup", {
        groupName: "us-east-1-wl1",
        optInStatus: "opted-in",
      });
      const edge = await subnetIn("us-east-1-wl1-bos-wlz-1", "10.0.9.0/24");
      assert.equal(
        await refusal(nodeGroup({ subnetIds: [edge] })),
        `InvalidParameterException: Managed node groups are not supported in Wavelength Zones: subnet ${edge} is in us-east-1-wl1-bos-wlz-1`,
      );
      assert.match(
        await refusal(cluster({ name: "edge", vpcConfig: { subnetIds: [...subnetIds, edge] } })),
        /^UnsupportedAvailabilityZoneException: Cannot create cluster 'edge' because us-east-1-wl1-bos-wlz-1/,
      );
      const podExecutionRoleArn = await makeRole(aws, "eks-fargate-pods.amazonaws.com");
      const profile = make(aws, "eks/FargateProfile", {
        clusterName: "dev",
        podExecutionRoleArn,
        subnetIds: [edge],
        selectors: [{ namespace: "default" }],
      });
      assert.equal(
        await refusal(profile),
        `InvalidParameterException: Fargate profiles are not supported in Wavelength Zones: subnet ${edge} is in us-east-1-wl1-bos-wlz-1`,
      );
    });
  });

  it("holds subnets and security groups of what is in them", async () => {
    const subnet = aws.world.get("123456789012/us-east-1", "aws:ec2/subnet:Subnet", subnetIds[0]!)!;
    await cluster();
    const made = { ...subnet, name: "a", type: subnet.type } as unknown as Made;
    assert.equal(
      await refusal(aws.delete(made)),
      `DependencyViolation: The subnet '${subnetIds[0]}' has dependencies and cannot be deleted.`,
    );
  });

  describe("refuses a Fargate profile", () => {
    const profile = (podExecutionRoleArn: string) =>
      make(aws, "eks/FargateProfile", {
        clusterName: "dev",
        podExecutionRoleArn,
        subnetIds: [subnetIds[0]!],
        selectors: [{ namespace: "default" }],
      });

    it("in a public subnet", async () => {
      await cluster();
      const gateway = await make(aws, "ec2/InternetGateway", { vpcId });
      const { id: routeTableId } = await make(aws, "ec2/RouteTable", {
        vpcId,
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
      });
      await make(aws, "ec2/RouteTableAssociation", { routeTableId, subnetId: subnetIds[0]! });
      assert.equal(
        await refusal(profile(await makeRole(aws, "eks-fargate-pods.amazonaws.com"))),
        `InvalidParameterException: Subnet ${subnetIds[0]} provided in Fargate Profile is not a private subnet`,
      );
    });

    it("whose role trusts another service", async () => {
      await cluster();
      assert.equal(
        await refusal(profile(await makeRole(aws, "ec2.amazonaws.com"))),
        "InvalidParameterException: Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal",
      );
    });
  });

  describe("refuses an add-on", () => {
    const addOn = (inputs: Properties) => make(aws, "eks/Addon", { clusterName: "dev", ...inputs });

    const refused: [string, Properties, string][] = [
      [
        "that there is not",
        { addonName: "core-dns" },
        "InvalidParameterException: Addon core-dns specified is not supported",
      ],
      [
        "of a version that is for another cluster version",
        { addonName: "kube-proxy", addonVersion: "v1.36.0-eksbuild.14" },
        "InvalidParameterException: Addon version specified is not supported: kube-proxy v1.36.0-eksbuild.14 in 1.34 clusters",
      ],
      [
        "with a configuration that is not JSON",
        { addonName: "vpc-cni", configurationValues: "{" },
        "InvalidParameterException: ConfigurationValue provided in request is not valid JSON or YAML",
      ],
    ];
    for (const [title, inputs, expected] of refused) {
      it(title, async () => {
        await cluster();
        assert.equal(await refusal(addOn(inputs)), expected);
      });
    }

    it("a second time", async () => {
      await cluster();
      await addOn({ addonName: "vpc-cni" });
      assert.equal(
        await refusal(addOn({ addonName: "vpc-cni" })),
        "ResourceInUseException: Addon already exists.",
      );
    });

    it("that has nowhere to run, until there are nodes", async () => {
      await cluster();
      assert.match(
        await refusal(addOn({ addonName: "coredns" })),
        /^unexpected EKS Add-On \(dev:coredns\) state returned during creation: timeout/,
      );
      await nodeGroup();
      const entry = aws.world.get("123456789012/us-east-1", "aws:eks/addon:Addon", "dev:coredns")!;
      const made = { ...entry, name: "coredns" } as unknown as Made;
      assert.equal((await aws.update(made, {})).outputs["addonVersion"], "v1.12.4-eksbuild.1");
    });
  });

  describe("refuses access", () => {
    const entry = (inputs: Properties) =>
      make(aws, "eks/AccessEntry", { clusterName: "dev", ...inputs });

    it("by entries to a cluster that knows only its ConfigMap", async () => {
      await cluster({ accessConfig: { authenticationMode: "CONFIG_MAP" } });
      assert.equal(
        await refusal(entry({ principalArn: await makeRole(aws, "ec2.amazonaws.com") })),
        "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      );
    });

    it("of a role that does not exist, and of system groups", async () => {
      await cluster();
      assert.equal(
        await refusal(entry({ principalArn: "arn:aws:iam::123456789012:role/nobody" })),
        "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
      );
      const principalArn = await makeRole(aws, "ec2.amazonaws.com");
      assert.equal(
        await refusal(entry({ principalArn, kubernetesGroups: ["system:masters"] })),
        "InvalidParameterException: The kubernetes group name system:masters is invalid, it cannot start with system:",
      );
    });

    it("of managed nodes a second time: EKS gave it to them", async () => {
      await cluster();
      const nodes = await nodeGroup();
      const principalArn = nodes.inputs["nodeRoleArn"]!;
      assert.equal(
        await refusal(entry({ principalArn, type: "EC2_LINUX" })),
        "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
      );
    });

    it("by a policy that there is not, or without an entry", async () => {
      await cluster();
      const principalArn = await makeRole(aws, "ec2.amazonaws.com");
      const associate = (policyArn: string) =>
        make(aws, "eks/AccessPolicyAssociation", {
          clusterName: "dev",
          principalArn,
          policyArn,
          accessScope: { type: "cluster" },
        });
      const admin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
      assert.match(
        await refusal(associate(admin)),
        /^ResourceNotFoundException: The specified principalArn/,
      );
      await entry({ principalArn });
      assert.equal(
        await refusal(associate(`${admin}s`)),
        "InvalidParameterException: The specified policyArn is invalid.",
      );
      await associate(admin);
    });
  });

  it("gives one service account one role", async () => {
    await cluster();
    const associate = async () =>
      make(aws, "eks/PodIdentityAssociation", {
        clusterName: "dev",
        namespace: "kube-system",
        serviceAccount: "aws-node",
        roleArn: await makeRole(aws, "pods.eks.amazonaws.com"),
      });
    const { id } = await associate();
    assert.match(id, /^a-[0-9a-f]{17}$/);
    assert.equal(
      await refusal(associate()),
      `ResourceInUseException: Association already exists: ${id}`,
    );
  });
});
