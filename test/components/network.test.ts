import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../components/network";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Deployed } from "./harness";

const valid: NetworkArgs = {
  cidr: "10.10.0.0/16",
  zones: ["us-east-1a", "us-east-1b"],
};

const deployed = (change: Partial<NetworkArgs> = {}): Promise<Deployed<Network>> =>
  deploy(() => new Network("net", { ...valid, ...change }), {
    "aws:ec2/vpc:Vpc": () => ({ ipv6CidrBlock: "2600:1f18:1:ab00::/56" }),
    "aws:ec2/eip:Eip": () => ({ publicIp: "203.0.113.9" }),
    "aws:ec2/natGateway:NatGateway": () => ({ publicIp: "203.0.113.9" }),
  });

const tags = {
  Project: "eks-scenarios",
  Stack: "test",
  ManagedBy: "pulumi",
  Scenario: "cluster-from-scratch",
};

describe("A network", () => {
  it("is a VPC with DNS and one public and one private subnet per zone", async () => {
    const { get, all } = await deployed();
    assert.deepEqual(get("aws:ec2/vpc:Vpc", "net-vpc").inputs, {
      cidrBlock: "10.10.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      assignGeneratedIpv6CidrBlock: false,
      tags: { ...tags, Name: "net" },
    });
    assert.deepEqual(
      all("aws:ec2/subnet:Subnet").map(({ name, inputs }) => [
        name,
        inputs.cidrBlock,
        inputs.availabilityZone,
        inputs.mapPublicIpOnLaunch,
      ]),
      [
        ["net-private-us-east-1a", "10.10.0.0/19", "us-east-1a", false],
        ["net-private-us-east-1b", "10.10.32.0/19", "us-east-1b", false],
        ["net-public-us-east-1a", "10.10.252.0/22", "us-east-1a", false],
        ["net-public-us-east-1b", "10.10.248.0/22", "us-east-1b", false],
      ],
    );
  });

  it("passes its outputs to other components", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.vpcId), "net-vpc-id");
    assert.deepEqual(result.cidrs, ["10.10.0.0/16"]);
    assert.deepEqual(await Promise.all(result.subnetIds("private").map(valueOf)), [
      "net-private-us-east-1a-id",
      "net-private-us-east-1b-id",
    ]);
    assert.deepEqual(await Promise.all(result.natAddresses.map(valueOf)), ["203.0.113.9"]);
  });

  it("tags all resources that support tags", async () => {
    const { resources } = await deployed({
      flowLogs: true,
      interfaceEndpoints: ["sts"],
      ipv6: true,
    });
    // AWS has no tags for associations, routes, attachments and inline policies.
    const untaggable = /RouteTableAssociation|:Route$|RolePolicy|Attachment|CidrBlockAssociation/;
    const taggable = resources.filter(
      ({ type }) => type.startsWith("aws:") && !untaggable.test(type),
    );
    assert(taggable.length > 15);
    for (const { name, type, inputs } of taggable) {
      assert.deepEqual({ ...tags, ...(inputs.tags as object) }, inputs.tags, `${type} ${name}`);
    }
  });

  it("tags subnets for the load balancers of its clusters", async () => {
    const { get } = await deployed({ clusterNames: ["dev"], podCidr: "100.64.0.0/16" });
    const tag = (name: string) => get("aws:ec2/subnet:Subnet", name).inputs.tags as object;
    const shared = { "kubernetes.io/cluster/dev": "shared" };
    assert.deepEqual(tag("net-public-us-east-1a"), {
      ...tags,
      ...shared,
      "kubernetes.io/role/elb": "1",
      Name: "net-public-us-east-1a",
    });
    assert.deepEqual(tag("net-private-us-east-1a"), {
      ...tags,
      ...shared,
      "kubernetes.io/role/internal-elb": "1",
      Name: "net-private-us-east-1a",
    });
    assert.deepEqual(tag("net-pods-us-east-1a"), {
      ...tags,
      ...shared,
      "kubernetes.io/role/cni": "1",
      Name: "net-pods-us-east-1a",
    });
  });

  it("closes the VPC's default security group", async () => {
    const { get } = await deployed();
    const { inputs } = get("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
  });

  it("routes private subnets of all zones to a single NAT gateway", async () => {
    const { all, get } = await deployed();
    assert.equal(all("aws:ec2/natGateway:NatGateway").length, 1);
    for (const zone of ["us-east-1a", "us-east-1b"]) {
      const route = get("aws:ec2/route:Route", `net-private-${zone}-nat`);
      assert.equal(route.inputs.natGatewayId, "net-nat-us-east-1a-id");
      assert.equal(route.inputs.destinationCidrBlock, "0.0.0.0/0");
    }
  });

  it("routes each zone to its own NAT gateway on request", async () => {
    const { get } = await deployed({ nat: "perAz" });
    for (const zone of ["us-east-1a", "us-east-1b"]) {
      const route = get("aws:ec2/route:Route", `net-private-${zone}-nat`);
      assert.equal(route.inputs.natGatewayId, `net-nat-${zone}-id`);
      const gateway = get("aws:ec2/natGateway:NatGateway", `net-nat-${zone}`);
      assert.equal(gateway.inputs.subnetId, `net-public-${zone}-id`);
    }
  });

  it("has no route to the internet from private subnets without NAT", async () => {
    const { all } = await deployed({ nat: "none" });
    assert.equal(all("aws:ec2/natGateway:NatGateway").length, 0);
    assert.deepEqual(
      all("aws:ec2/route:Route").map(({ name }) => name),
      ["net-public-internet"],
    );
  });

  it("keeps the internet gateway until NAT gateways and their addresses are deleted", async () => {
    const { get } = await deployed();
    for (const type of ["aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip"]) {
      assert(get(type).dependencies.includes("net-internet"), type);
    }
  });

  it("adds pod subnets in the second block, and creates the block first", async () => {
    const { get } = await deployed({ podCidr: "100.64.0.0/16" });
    const subnet = get("aws:ec2/subnet:Subnet", "net-pods-us-east-1b");
    assert.equal(subnet.inputs.cidrBlock, "100.64.32.0/19");
    assert(subnet.dependencies.includes("net-pods"));
    const table = get("aws:ec2/routeTableAssociation:RouteTableAssociation", "net-pods-us-east-1b");
    assert.equal(table.inputs.routeTableId, "net-private-us-east-1b-id");
  });

  it("gives every subnet a /64 and a route to the internet with IPv6", async () => {
    const { get } = await deployed({ ipv6: true });
    assert.equal(
      get("aws:ec2/subnet:Subnet", "net-private-us-east-1b").inputs.ipv6CidrBlock,
      "2600:1f18:1:ab01::/64",
    );
    assert.equal(
      get("aws:ec2/subnet:Subnet", "net-public-us-east-1a").inputs.ipv6CidrBlock,
      "2600:1f18:1:ab10::/64",
    );
    assert.deepEqual(get("aws:ec2/route:Route", "net-private-us-east-1a-internet-v6").inputs, {
      routeTableId: "net-private-us-east-1a-id",
      egressOnlyGatewayId: "net-internet-v6-id",
      destinationIpv6CidrBlock: "::/0",
    });
    const route = get("aws:ec2/route:Route", "net-public-internet-v6");
    assert.equal(route.inputs.gatewayId, "net-internet-id");
  });

  it("reaches S3 and DynamoDB through gateway endpoints from every route table", async () => {
    const { all } = await deployed();
    const endpoints = all("aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(
      endpoints.map(({ inputs }) => [inputs.serviceName, inputs.routeTableIds]),
      ["dynamodb", "s3"].map((service) => [
        `com.amazonaws.us-east-1.${service}`,
        ["net-public-id", "net-private-us-east-1a-id", "net-private-us-east-1b-id"],
      ]),
    );
  });

  it("reaches listed services through interface endpoints that only the VPC can use", async () => {
    const { get, all } = await deployed({
      interfaceEndpoints: ["ecr.api"],
      podCidr: "100.64.0.0/16",
    });
    const { inputs } = get("aws:ec2/vpcEndpoint:VpcEndpoint", "net-ecr.api");
    assert.equal(inputs.serviceName, "com.amazonaws.us-east-1.ecr.api");
    assert.equal(inputs.privateDnsEnabled, true);
    assert.deepEqual(inputs.subnetIds, ["net-private-us-east-1a-id", "net-private-us-east-1b-id"]);
    assert.deepEqual(inputs.securityGroupIds, ["net-endpoints-id"]);
    assert.deepEqual(
      all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(({ inputs: rule }) => [
        rule.cidrIpv4,
        rule.fromPort,
        rule.toPort,
      ]),
      [
        ["10.10.0.0/16", 443, 443],
        ["100.64.0.0/16", 443, 443],
      ],
    );
  });

  it("reaches S3 through both kinds of endpoints on request, with names for the VPC's own nodes", async () => {
    const { get } = await deployed({ interfaceEndpoints: ["s3"] });
    assert.equal(
      get("aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3").inputs.vpcEndpointType,
      "Gateway",
    );
    const { inputs } = get("aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3-interface");
    assert.equal(inputs.vpcEndpointType, "Interface");
    assert.equal(inputs.privateDnsEnabled, true);
    assert.deepEqual(inputs.dnsOptions, { privateDnsOnlyForInboundResolverEndpoint: false });
  });

  it("records its traffic in an encrypted log group with a retention", async () => {
    const { get } = await deployed({ flowLogs: true, flowLogRetentionDays: 90 });
    const logGroup = get("aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.equal(logGroup.name, "/aws/vpc/test/net");
    assert.equal(logGroup.retentionInDays, 90);
    assert.equal(logGroup.kmsKeyId, "arn:aws:kms:us-east-1:123456789012:net-flow-logs-key");
    const key = get("aws:kms/key:Key").inputs;
    assert.equal(key.enableKeyRotation, true);
    assert.match(String(key.policy), /log-group:\/aws\/vpc\/test\/net/);
    const flowLog = get("aws:ec2/flowLog:FlowLog");
    assert.equal(flowLog.inputs.trafficType, "ALL");
    assert(flowLog.dependencies.includes("net-flow-logs"), "waits for its permission to write");
    assert.doesNotMatch(
      String(get("aws:iam/rolePolicy:RolePolicy").inputs.policy),
      /"Action":"\*"/,
    );
  });

  it("creates nothing in an existing VPC", async () => {
    const existing = {
      vpcId: "vpc-1",
      cidrs: ["10.50.0.0/16"],
      subnets: [
        { id: "subnet-a", tier: "private" as const, zone: "us-east-1a", cidr: "10.50.0.0/20" },
        { id: "subnet-b", tier: "private" as const, zone: "us-east-1b", cidr: "10.50.16.0/20" },
      ],
    };
    const { result, resources } = await deploy(() => new Network("net", { existing }));
    assert.deepEqual(
      resources.map(({ type }) => type),
      ["eks-scenarios:network:Network"],
    );
    assert.equal(await valueOf(result.vpcId), "vpc-1");
    assert.deepEqual(await Promise.all(result.subnetIds("private").map(valueOf)), [
      "subnet-a",
      "subnet-b",
    ]);
  });
});

describe("Before anything is registered, a network", () => {
  const spoiled: [string, NetworkArgs, string][] = [
    [
      "over the container bridge",
      { ...valid, cidr: "172.17.0.0/16" },
      'cidr: "172.17.0.0/16" overlaps 172.17.0.0/16, the container bridge of every node. ' +
        "Choose a block outside of 172.17.0.0/16.",
    ],
    [
      "over a connected network",
      { ...valid, peerCidrs: ["10.10.128.0/17"] },
      'cidr: "10.10.0.0/16" overlaps 10.10.128.0/17, a connected network. ' +
        "Choose a block outside of 10.10.128.0/17.",
    ],
    [
      "over the Service addresses",
      { ...valid, serviceCidr: "10.10.0.0/20" },
      'cidr: "10.10.0.0/16" overlaps 10.10.0.0/20, the cluster\'s Service addresses. ' +
        "Choose a block outside of 10.10.0.0/20.",
    ],
    [
      "with one zone",
      { ...valid, zones: ["us-east-1a"] },
      'zones: ["us-east-1a"] has 1 zones; a cluster\'s subnets are in 2 to 6. ' +
        "List at least two Availability Zones of one Region.",
    ],
    [
      "without a block and without a VPC",
      { zones: valid.zones ?? [] },
      "cidr: undefined is missing: a new VPC needs cidr and zones. " +
        "Give both, or existing for a VPC that exists.",
    ],
    [
      "with a block and a VPC",
      { ...valid, existing: { vpcId: "vpc-1", cidrs: [], subnets: [] } },
      'cidr: "10.10.0.0/16" is for a new VPC, and existing names one that exists. ' +
        "Leave out existing, or cidr, zones and podCidr.",
    ],
  ];
  for (const [how, args, message] of spoiled) {
    it(`is refused ${how}`, async () => {
      const { resources } = await deploy(() => refuses(() => new Network("net", args), message));
      assert.deepEqual(resources, []);
    });
  }
});
