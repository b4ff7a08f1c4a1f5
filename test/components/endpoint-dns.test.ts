import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EndpointDns, type EndpointDnsArgs } from "../../components/endpoint-dns";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Deployed, type Outputs } from "./harness";

const host = "0a1b2c.gr7.us-east-1.eks.amazonaws.com";

const vpc = {
  vpcId: "vpc-workers",
  cidrs: ["10.10.0.0/16", "100.64.0.0/16"],
  subnets: [
    { zone: "us-east-1a", cidr: "10.10.0.0/19", id: "subnet-wa" },
    { zone: "us-east-1b", cidr: "10.10.32.0/19", id: "subnet-wb" },
  ],
  routeTableIds: { public: "rtb-w0", "private-us-east-1a": "rtb-wa" },
};

const tools = {
  name: "tools",
  vpcId: "vpc-tools",
  cidrs: ["10.40.0.0/20"],
  subnets: [
    { zone: "us-east-1a", cidr: "10.40.0.0/23", id: "subnet-ta" },
    { zone: "us-east-1b", cidr: "10.40.2.0/23", id: "subnet-tb" },
  ],
  routeTableIds: { private: "rtb-t" },
};

const audit = {
  ...tools,
  name: "audit",
  vpcId: "vpc-audit",
  cidrs: ["10.60.0.0/20"],
  routeTableIds: { private: "rtb-a" },
};

const games = {
  name: "games",
  access: "both" as const,
  endpoint: "https://0A1B2C.gr7.us-east-1.eks.amazonaws.com",
  securityGroupId: "sg-games",
};

const args = (more: Partial<EndpointDnsArgs> = {}): EndpointDnsArgs => ({
  vpc,
  clusters: [games],
  peers: [tools],
  connection: "peering",
  ...more,
});

const types = {
  endpoint: "aws:route53/resolverEndpoint:ResolverEndpoint",
  rule: "aws:route53/resolverRule:ResolverRule",
  association: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  group: "aws:ec2/securityGroup:SecurityGroup",
  route: "aws:ec2/route:Route",
  peering: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  gateway: "aws:ec2transitgateway/transitGateway:TransitGateway",
  attachment: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
};

/** AWS assigns addresses that are not given, and returns them in any order. */
const outputs: Outputs = {
  [types.endpoint]: ({ inputs }) => ({
    ipAddresses: (inputs as { ipAddresses: { subnetId: string; ip?: string }[] }).ipAddresses
      .map(({ subnetId, ip }, index) => ({
        subnetId,
        ip: ip ?? `10.10.0.${9 + index}`,
        ipId: "rni",
      }))
      .reverse(),
  }),
};

const deployed = (more: Partial<EndpointDnsArgs> = {}) =>
  deploy(() => new EndpointDns("dns", args(more)), outputs);

describe("The DNS of a cluster's endpoint for a peer", () => {
  let stack: Deployed<EndpointDns>;
  before(async () => {
    stack = await deployed();
  });

  it("has an inbound endpoint in the workers' VPC, with an address in each subnet", () => {
    const { inputs } = stack.get(types.endpoint, "dns-inbound");
    assert.equal(inputs.direction, "INBOUND");
    assert.deepEqual(inputs.ipAddresses, [{ subnetId: "subnet-wa" }, { subnetId: "subnet-wb" }]);
    assert.deepEqual(inputs.securityGroupIds, ["dns-inbound-id"]);
    assert.equal(stack.get(types.group, "dns-inbound").inputs.vpcId, "vpc-workers");
  });

  it("has an outbound endpoint in the peer's VPC", () => {
    const { inputs } = stack.get(types.endpoint, "dns-outbound");
    assert.equal(inputs.direction, "OUTBOUND");
    assert.deepEqual(inputs.ipAddresses, [{ subnetId: "subnet-ta" }, { subnetId: "subnet-tb" }]);
    assert.equal(stack.get(types.group, "dns-outbound").inputs.vpcId, "vpc-tools");
  });

  it("forwards the endpoint's host to the addresses of the inbound endpoint", () => {
    const { inputs } = stack.get(types.rule);
    assert.equal(inputs.ruleType, "FORWARD");
    assert.equal(inputs.domainName, host);
    assert.equal(inputs.resolverEndpointId, "dns-outbound-id");
    assert.deepEqual(inputs.targetIps, [
      { ip: "10.10.0.9", port: 53 },
      { ip: "10.10.0.10", port: 53 },
    ]);
  });

  it("is associated with the peer's VPC, and not with the workers'", () => {
    assert.deepEqual(
      stack.all(types.association).map(({ inputs }) => [inputs.resolverRuleId, inputs.vpcId]),
      [["dns-games-id", "vpc-tools"]],
    );
  });

  it("admits queries over UDP and TCP from the outbound endpoint only", () => {
    const rules = stack
      .all(types.ingress)
      .filter(({ inputs }) => inputs.securityGroupId === "dns-inbound-id")
      .map(({ inputs }) => [inputs.ipProtocol, inputs.fromPort, inputs.toPort, inputs.cidrIpv4]);
    assert.deepEqual(rules, [
      ["tcp", 53, 53, "10.40.0.0/23"],
      ["tcp", 53, 53, "10.40.2.0/23"],
      ["udp", 53, 53, "10.40.0.0/23"],
      ["udp", 53, 53, "10.40.2.0/23"],
    ]);
  });

  it("allows queries over UDP and TCP to the inbound endpoint only", () => {
    const rules = stack.all(types.egress).map(({ inputs }) => {
      const { securityGroupId, ipProtocol, fromPort, toPort, cidrIpv4 } = inputs;
      return [securityGroupId, ipProtocol, fromPort, toPort, cidrIpv4];
    });
    assert.deepEqual(rules, [
      ["dns-outbound-id", "tcp", 53, 53, "10.10.0.0/19"],
      ["dns-outbound-id", "tcp", 53, 53, "10.10.32.0/19"],
      ["dns-outbound-id", "udp", 53, 53, "10.10.0.0/19"],
      ["dns-outbound-id", "udp", 53, 53, "10.10.32.0/19"],
    ]);
  });

  it("admits the peer to the Kubernetes API", () => {
    const { inputs } = stack.get(types.ingress, "dns-games-10.40.0.0/20");
    assert.equal(inputs.securityGroupId, "sg-games");
    assert.deepEqual([inputs.ipProtocol, inputs.fromPort, inputs.toPort], ["tcp", 443, 443]);
  });

  it("has routes on both sides of the peering connection, to every block", () => {
    const { inputs } = stack.get(types.peering);
    assert.deepEqual([inputs.vpcId, inputs.peerVpcId], ["vpc-workers", "vpc-tools"]);
    assert.equal(inputs.autoAccept, true);
    const routes = stack.all(types.route);
    assert(routes.every((route) => route.inputs.vpcPeeringConnectionId === "dns-tools-id"));
    assert.deepEqual(
      routes.map((route) => [route.inputs.routeTableId, route.inputs.destinationCidrBlock]),
      [
        ["rtb-t", "10.10.0.0/16"],
        ["rtb-t", "100.64.0.0/16"],
        ["rtb-wa", "10.40.0.0/20"],
        ["rtb-w0", "10.40.0.0/20"],
      ],
    );
  });

  it("outputs the names, their addresses, and the configuration of forwarders", async () => {
    const { result } = stack;
    assert.deepEqual(await valueOf(result.domains), [host]);
    assert.deepEqual(await valueOf(result.inboundAddresses), ["10.10.0.9", "10.10.0.10"]);
    assert.equal(await valueOf(result.outboundEndpointId), "dns-outbound-id");
    assert.equal(await valueOf(result.ruleIds["games"]!), "dns-games-id");
    const forwarders = await valueOf(result.forwarders);
    assert.deepEqual(Object.keys(forwarders), ["bind", "dnsmasq", "unbound", "coredns", "windows"]);
    assert(forwarders.dnsmasq.includes(`server=/${host}/10.10.0.9\n`));
  });

  it("tags all resources that support tags", () => {
    const tagless = [types.association, types.route];
    for (const { type, name, inputs } of stack.resources) {
      if (!type.startsWith("aws:") || tagless.includes(type)) continue;
      const { Scenario } = (inputs.tags ?? {}) as Record<string, string>;
      assert.equal(Scenario, "endpoint-dns", `${type} ${name}`);
    }
  });
});

describe("The DNS of cluster endpoints", () => {
  it("serves all peers with one outbound endpoint", async () => {
    const stack = await deployed({ peers: [tools, audit], domains: ["Games.Internal"] });
    assert.equal(stack.all(types.endpoint).length, 2);
    assert.deepEqual(
      stack.all(types.rule).map(({ name, inputs }) => [name, inputs.domainName]),
      [
        ["dns-games", host],
        ["dns-games.internal", "games.internal"],
      ],
    );
    assert.deepEqual(
      stack.all(types.association).map(({ name, inputs }) => [name, inputs.name, inputs.vpcId]),
      [
        ["dns-games-audit", "dns-games-audit", "vpc-audit"],
        ["dns-games-tools", "dns-games-tools", "vpc-tools"],
        ["dns-games.internal-audit", "dns-games-internal-audit", "vpc-audit"],
        ["dns-games.internal-tools", "dns-games-internal-tools", "vpc-tools"],
      ],
    );
  });

  it("needs no outbound endpoint and no rule for networks on premises", async () => {
    const onPremisesCidrs = ["10.250.0.0/16"];
    const stack = await deployed({ peers: [], onPremisesCidrs, connection: "existing" });
    assert.deepEqual(
      stack.all(types.endpoint).map(({ name }) => name),
      ["dns-inbound"],
    );
    assert.equal(stack.all(types.rule).length, 0);
    assert.equal(await valueOf(stack.result.outboundEndpointId), "");
    assert.deepEqual(
      stack.all(types.ingress).map(({ name }) => name),
      ["dns-games-10.250.0.0/16", "dns-inbound-tcp-10.250.0.0/16", "dns-inbound-udp-10.250.0.0/16"],
    );
  });

  it("attaches all VPCs to a transit gateway before it adds routes over it", async () => {
    const stack = await deployed({ connection: "transitGateway", peers: [tools, audit] });
    assert.equal(stack.all(types.gateway).length, 1);
    assert.deepEqual(
      stack.all(types.attachment).map(({ name, inputs }) => [name, inputs.vpcId, inputs.subnetIds]),
      [
        ["dns-audit", "vpc-audit", ["subnet-ta", "subnet-tb"]],
        ["dns-tools", "vpc-tools", ["subnet-ta", "subnet-tb"]],
        ["dns-workers", "vpc-workers", ["subnet-wa", "subnet-wb"]],
      ],
    );
    const routes = stack.all(types.route);
    assert.equal(routes.length, 8);
    for (const { name, dependencies } of routes) {
      const own = /^dns-([a-z]+)-/.exec(name)?.[1];
      assert(dependencies.includes(`dns-${own}`), name);
    }
  });

  it("attaches to a given transit gateway, in one subnet per zone", async () => {
    const subnets = [
      ...vpc.subnets,
      { zone: "us-east-1a", cidr: "10.10.64.0/19", id: "subnet-wc" },
    ];
    const stack = await deployed({
      vpc: { ...vpc, subnets },
      connection: "transitGateway",
      transitGatewayId: "tgw-0abc",
    });
    assert.equal(stack.all(types.gateway).length, 0);
    const names = stack.all(types.egress).map(({ name }) => name);
    assert.equal(new Set(names).size, 6);
    const { inputs } = stack.get(types.attachment, "dns-workers");
    assert.deepEqual(inputs.subnetIds, ["subnet-wa", "subnet-wb"]);
    assert.equal(inputs.transitGatewayId, "tgw-0abc");
  });

  it("creates no connection between VPCs that are connected already", async () => {
    const stack = await deployed({ connection: "existing" });
    for (const type of [types.peering, types.gateway, types.route]) {
      assert.equal(stack.all(type).length, 0, type);
    }
  });

  it("keeps fixed addresses in the order of the zones", async () => {
    const stack = await deployed({ inboundAddresses: ["10.10.0.53", "10.10.32.53"] });
    assert.deepEqual(stack.get(types.endpoint, "dns-inbound").inputs.ipAddresses, [
      { subnetId: "subnet-wa", ip: "10.10.0.53" },
      { subnetId: "subnet-wb", ip: "10.10.32.53" },
    ]);
  });

  it("does not admit blocks that a cluster admits already", async () => {
    const stack = await deployed({
      onPremisesCidrs: ["10.250.0.0/16"],
      admittedCidrs: ["10.250.0.0/16"],
    });
    const api = stack.all(types.ingress).filter(({ inputs }) => inputs.toPort === 443);
    assert.deepEqual(
      api.map(({ name }) => name),
      ["dns-games-10.40.0.0/20"],
    );
  });

  it("shortens names to the limit of Route 53 Resolver", async () => {
    const name = `dns-${"x".repeat(70)}`;
    const { all } = await deploy(() => new EndpointDns(name, args()), outputs);
    for (const type of [types.endpoint, types.rule, types.association]) {
      for (const { inputs } of all(type)) {
        assert.match(String(inputs.name), /^[A-Za-z0-9_-]{1,64}$/);
      }
    }
  });

  it("warns if it is not needed", async () => {
    const warnings: string[] = [];
    const { warn } = pulumi.log;
    Object.assign(pulumi.log, {
      warn: (text: string) => {
        warnings.push(text);
        return Promise.resolve();
      },
    });
    try {
      await deployed();
      await deployed({ clusters: [{ ...games, access: "private" }], publicDns: false });
      assert.deepEqual(warnings, []);
      await deployed({ clusters: [{ ...games, access: "private" }] });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, /^The endpoint of games is private only/);
    } finally {
      Object.assign(pulumi.log, { warn });
    }
  });
});

describe("Before anything is registered, the DNS of cluster endpoints", () => {
  const refused = (more: Partial<EndpointDnsArgs>, text: string) =>
    refuses(() => new EndpointDns("dns", args(more)), text);

  it("is refused for the workers' own VPC, where queries would loop", () => {
    refused(
      { peers: [{ ...tools, vpcId: "vpc-workers" }] },
      "peers[0].vpcId: \"vpc-workers\" is the workers' VPC: a rule in it would send queries from the inbound endpoint back to itself. List other VPCs only; the workers' VPC resolves the names by itself.",
    );
    const vpcId = pulumi.output("vpc-1");
    refused(
      { vpc: { ...vpc, vpcId }, peers: [{ ...tools, vpcId }] },
      "peers[0].vpcId: \"tools\" is the workers' VPC: a rule in it would send queries from the inbound endpoint back to itself. List other VPCs only; the workers' VPC resolves the names by itself.",
    );
  });

  it("is refused for a public endpoint", () => {
    refused(
      { clusters: [{ ...games, access: "public" }] },
      'clusters[0].access: "public" leaves games without private addresses: its VPC, too, resolves the name to public ones. Choose endpoint "private" or "both" for the cluster, or leave endpointDns out.',
    );
  });

  it("is refused with a connection but no route tables of the workers' VPC", () => {
    refused(
      { vpc: { ...vpc, routeTableIds: {} } },
      'vpc.routeTableIds: {} is needed for the routes of the connection peering. Give the route tables of its subnets, or choose the connection "existing".',
    );
  });

  it("is refused with a connection but no route tables of a peer", () => {
    refused(
      { peers: [{ ...tools, routeTableIds: undefined }], connection: "transitGateway" },
      'peers[0].routeTableIds: undefined is needed for the routes of the connection transitGateway. Give the route tables of its subnets, or choose the connection "existing".',
    );
  });

  it("is refused with a transit gateway to which nothing is attached", () => {
    refused(
      { transitGatewayId: "tgw-0abc" },
      'transitGatewayId: "tgw-0abc" is for the connection transitGateway, and this one is peering. Leave it out, or choose that connection.',
    );
  });
});
