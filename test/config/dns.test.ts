import assert from "node:assert/strict";
import { parseStackConfig, type StackConfig } from "../../config/stack";
import { planStack, type StackPlan } from "../../config/plan";
import { refuses } from "../model/refusal";

const zones = ["us-east-1a", "us-east-1b"];
const valid = {
  environment: "dev",
  network: { cidr: "10.10.0.0/16", zones },
  cluster: { publicAccessCidrs: ["203.0.113.0/24"] },
  nodeGroups: [
    { name: "system", instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 4 },
  ],
};
const tools = { name: "tools", cidr: "10.40.0.0/24", zones };
const existing = {
  vpcId: "vpc-1",
  cidrs: ["10.50.0.0/16"],
  subnets: [
    { id: "subnet-a", tier: "private", zone: "us-east-1a", cidr: "10.50.0.0/20" },
    { id: "subnet-b", tier: "private", zone: "us-east-1b", cidr: "10.50.16.0/20" },
  ],
};

const config = (more: object): StackConfig => parseStackConfig({ ...valid, ...more });
const plan = (more: object): StackPlan => planStack(config(more));

describe("Endpoint DNS of a stack", () => {
  const dns = (more: object, rest: object = {}) =>
    plan({ ...rest, endpointDns: { peers: [tools], ...more } });

  it("forwards the cluster's endpoint and lets peers resolve public names by default", () => {
    const { endpointDns } = config({ endpointDns: {} });
    assert.deepEqual(endpointDns, {
      clusterEndpoint: true,
      domains: [],
      peers: [],
      onPremisesCidrs: [],
      publicDns: true,
      connection: "existing",
    });
  });

  it("uses an address of every private subnet, and a second one for a transit gateway", () => {
    const left = ({ addresses }: StackPlan) => addresses.subnets[0]!.left;
    const bare = left(plan({}));
    assert.equal(left(dns({ connection: "peering" })), bare - 1);
    assert.equal(left(dns({ connection: "transitGateway" })), bare - 2);
  });

  it("serves existing VPCs, with their route tables", () => {
    const peer = { name: "shared", existing: { ...existing, routeTableIds: { private: "rtb-1" } } };
    dns({ peers: [peer], connection: "peering" });
    dns({ peers: [{ name: "shared", existing }] });
  });

  it("needs no private access to the cluster for domains only", () => {
    const cluster = { endpoint: "public", publicAccessCidrs: ["203.0.113.0/24"] };
    dns({ clusterEndpoint: false, domains: ["games.internal"] }, { cluster });
  });

  const refused: [string, () => unknown, string][] = [
    [
      "with a misspelt key",
      () => dns({ domain: ["games.internal"] }),
      'endpointDns.domain: ["games.internal"] is not an argument. Did you mean "domains"?',
    ],
    [
      "with an unknown connection",
      () => dns({ connection: "peer" }),
      'endpointDns.connection: "peer" is not a choice. Use one of "existing", "peering", "transitGateway".',
    ],
    [
      "without clients",
      () => dns({ peers: [] }),
      "endpointDns.peers: [] is empty, and so is onPremisesCidrs: nobody asks for the names. Give a peer, or blocks on premises.",
    ],
    [
      "of a public endpoint",
      () => dns({}, { cluster: { endpoint: "public", publicAccessCidrs: ["203.0.113.0/24"] } }),
      'cluster.endpoint: "public" leaves eks-scenarios-dev without private addresses: its VPC, too, resolves the name to public ones. Choose endpoint "private" or "both" for the cluster, or leave endpointDns out.',
    ],
    [
      "with a peer over the stack's VPC",
      () => dns({ peers: [{ ...tools, cidr: "10.10.128.0/20" }] }),
      'endpointDns.peers[0].cidr: "10.10.128.0/20" overlaps 10.10.0.0/16 of the workers\' VPC, so neither can be routed to the other. Choose a block outside of 10.10.0.0/16.',
    ],
    [
      "with a peer over the stack's pods",
      () =>
        dns(
          { peers: [{ ...tools, cidr: "100.64.8.0/24" }] },
          { network: { ...valid.network, podCidr: "100.64.0.0/16" } },
        ),
      'endpointDns.peers[0].cidr: "100.64.8.0/24" overlaps 100.64.0.0/16 of the workers\' VPC, so neither can be routed to the other. Choose a block outside of 100.64.0.0/16.',
    ],
    [
      "with a peer that is neither new nor existing",
      () => dns({ peers: [{ name: "tools", cidr: "10.40.0.0/24" }] }),
      "endpointDns.peers[0].zones: undefined is missing: a new VPC needs cidr and zones. Give both, or existing for a VPC that exists.",
    ],
    [
      "with a peer that is both",
      () => dns({ peers: [{ ...tools, existing }] }),
      'endpointDns.peers[0].cidr: "10.40.0.0/24" is for a new VPC, and existing names one that exists. Leave out existing, or cidr, zones and podCidr.',
    ],
    [
      "with a peer that is too small",
      () => dns({ peers: [{ ...tools, cidr: "10.40.0.0/28" }] }),
      'endpointDns.peers[0].cidr: "10.40.0.0/28" has no room for the subnets of 2 zones, each at least a /28. Choose a larger block, for example a /25, or fewer zones.',
    ],
    [
      "with an existing peer whose route tables are not given",
      () => dns({ peers: [{ name: "shared", existing }], connection: "peering" }),
      'endpointDns.peers[0].existing.routeTableIds: undefined is needed for the routes of the connection peering. Give the route tables of its subnets, or choose the connection "existing".',
    ],
    [
      "from an existing network whose route tables are not given",
      () => dns({ connection: "transitGateway" }, { network: { existing } }),
      'network.existing.routeTableIds: undefined is needed for the routes of the connection transitGateway. Give the route tables of its subnets, or choose the connection "existing".',
    ],
    [
      "with an existing peer over the stack's VPC",
      () => {
        const within = { ...existing, cidrs: ["10.10.128.0/17", "10.50.0.0/16"] };
        return dns({ peers: [{ name: "shared", existing: within }] });
      },
      'endpointDns.peers[0].existing.cidrs[0]: "10.10.128.0/17" overlaps 10.10.0.0/16 of the workers\' VPC, so neither can be routed to the other. Choose a block outside of 10.10.0.0/16.',
    ],
    [
      "without a name",
      () => dns({ clusterEndpoint: false }),
      "endpointDns.clusterEndpoint: [] names nothing to resolve, and neither does domains. Give a cluster or a domain.",
    ],
    [
      "with a transit gateway for another connection",
      () => dns({ connection: "peering", transitGatewayId: "tgw-1" }),
      'endpointDns.transitGatewayId: "tgw-1" is for the connection transitGateway, and this one is peering. Leave it out, or choose that connection.',
    ],
    [
      "at addresses outside the stack's subnets",
      () => dns({ inboundAddresses: ["10.10.0.10", "10.10.0.11"] }),
      'endpointDns.inboundAddresses[1]: "10.10.0.11" is not an address of 10.10.32.0/19, the subnet in us-east-1b. Give one after the first four of the subnet, but not its last.',
    ],
    [
      "of AWS's domains",
      () => dns({ domains: ["us-east-1.amazonaws.com"] }),
      'endpointDns.domains[0]: "us-east-1.amazonaws.com" forwards names of AWS services, in amazonaws.com, which peers resolve by themselves. Name domains of your own; the clusters\' endpoints are forwarded one by one.',
    ],
  ];
  for (const [what, call, message] of refused) {
    it(`is refused ${what}`, () => refuses(call, message));
  }
});

describe("Cloud Map of a stack", () => {
  const map = (more: object) => plan({ cloudMap: { namespaceName: "games.internal", ...more } });
  const frontend = { name: "frontend", dns: { records: [{ type: "A", ttl: 60 }] } };

  it("is a private namespace without services by default", () => {
    const { cloudMap } = config({ cloudMap: { namespaceName: "games.internal", externalDns: {} } });
    assert.deepEqual(cloudMap, {
      namespaceName: "games.internal",
      kind: "private",
      services: [],
      forceDestroy: false,
      discoveryFunction: false,
      externalDns: { policy: "sync", sources: ["service", "ingress"] },
    });
  });

  const refused: [string, () => unknown, string][] = [
    [
      "without a name",
      () => plan({ cloudMap: {} }),
      "cloudMap.namespaceName: undefined is missing. Give domain of the services' names; with the kind http any name, for example games.internal.",
    ],
    [
      "with a name in the cluster's own domain",
      () => map({ namespaceName: "svc.cluster.local" }),
      'cloudMap.namespaceName: "svc.cluster.local" is in cluster.local, which the cluster\'s own DNS answers for. Choose another name, for example games.internal.',
    ],
    [
      "with an unknown record type",
      () => map({ services: [{ name: "frontend", dns: { records: [{ type: "TXT", ttl: 60 }] } }] }),
      'cloudMap.services[0].dns.records[0].type: "TXT" is not a choice. Use one of "A", "AAAA", "SRV", "CNAME".',
    ],
    [
      "with two services of the same name",
      () => map({ services: [frontend, { ...frontend, name: "Frontend" }] }),
      'cloudMap.services[1].name: "Frontend" differs from frontend by case only, which DNS does not tell apart. Name every service differently.',
    ],
    [
      "with an instance that has no address",
      () => map({ services: [{ ...frontend, instances: [{ id: "a", attributes: {} }] }] }),
      "cloudMap.services[0].instances[0].attributes.AWS_INSTANCE_IPV4: undefined is missing: the service has A records. Give for example 10.0.12.7.",
    ],
    [
      "with a number as an attribute",
      () => map({ services: [{ ...frontend, instances: [{ id: "a", attributes: { v: 1 } }] }] }),
      "cloudMap.services[0].instances[0].attributes.v: 1 must be string. See the description of the argument.",
    ],
    [
      "with DNS in an HTTP namespace",
      () => map({ kind: "http", services: [frontend] }),
      'cloudMap.services[0].dns: {"records":[{"type":"A","ttl":60}]} is for DNS, and an HTTP namespace has none. Leave it out, or choose the kind "private" or "public".',
    ],
    [
      "with ExternalDNS on an HTTP namespace",
      () => map({ kind: "http", externalDns: {} }),
      'cloudMap.kind: "http" must be private or public with externalDns, which publishes DNS names. Choose one of the two, or leave externalDns out and register instances yourself.',
    ],
    [
      "with ExternalDNS for unknown kinds of objects",
      () => map({ externalDns: { sources: ["pod"] } }),
      'cloudMap.externalDns.sources[0]: "pod" is not a choice. Use one of "service", "ingress", "gateway-httproute", "gateway-grpcroute".',
    ],
    [
      "with ExternalDNS that publishes nothing",
      () => map({ externalDns: { sources: [] } }),
      "cloudMap.externalDns.sources: [] leaves nothing to publish. Name at least service.",
    ],
  ];
  for (const [what, call, message] of refused) {
    it(`is refused ${what}`, () => refuses(call, message));
  }
});
