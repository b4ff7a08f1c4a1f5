import assert from "node:assert/strict";
import type { StackOutputs } from "../../stacks/stack";
import type { Deployed } from "./harness";
import { composed } from "./mocked-stack";

interface Subnet {
  subnet: string;
}

describe("The dev stack", () => {
  let stack: Deployed<StackOutputs>;
  before(async function () {
    this.timeout(60_000);
    stack = await composed("dev");
  });

  it("is small and cheap: two zones, one NAT gateway", () => {
    assert.equal(stack.all("aws:ec2/natGateway:NatGateway").length, 1);
    const zones = stack
      .all("aws:ec2/subnet:Subnet")
      .filter(({ name }) => name.startsWith("network-private"));
    assert.equal(zones.length, 2);
  });

  it("creates nodes after the network and the VPC CNI, and workloads after the nodes", () => {
    for (const group of ["arm", "system"]) {
      const { dependencies } = stack.get("eks-scenarios:nodes:ManagedNodes", group);
      for (const name of [
        "vpc-cni-vpc-cni",
        "network-private-us-east-1a-nat",
        "cluster-kube-proxy",
      ]) {
        assert(dependencies.includes(name), `${group} does not wait for ${name}`);
      }
    }
    const addOns = stack.get("eks-scenarios:cluster:AddOns", "add-ons").dependencies;
    assert(addOns.includes("system") && addOns.includes("arm"));
    const guestbook = stack.get("eks-scenarios:guestbook:Guestbook").dependencies;
    assert(guestbook.includes("add-ons-coredns"));
  });

  it("gives pods addresses of the pod subnets, and the kubelets their limit", () => {
    const cni = stack.get("aws:eks/addon:Addon", "vpc-cni-vpc-cni").inputs;
    assert.match(
      String(cni.configurationValues),
      /"us-east-1b":\{"id":"network-pods-us-east-1b-id"\}/,
    );
    const template = stack.get("aws:ec2/launchTemplate:LaunchTemplate", "system").inputs;
    const userData = Buffer.from(String(template.userData), "base64").toString();
    // t3.large: two of three interfaces for pods, eleven addresses each, and two pods in the host's
    // network.
    assert.match(userData, /maxPods: 24\n/);
  });

  it("has a kops set-up in its own VPC", () => {
    assert.equal(stack.get("aws:ec2/vpc:Vpc", "kops-network-vpc").inputs.cidrBlock, "10.30.0.0/20");
    assert.equal(stack.get("eks-scenarios:kops:Kops").name, "kops");
  });

  it("resolves the cluster's endpoint and the namespace in a peered VPC", () => {
    const rules = stack.all("aws:route53/resolverRule:ResolverRule");
    assert.deepEqual(
      rules.map(({ inputs }) => inputs.domainName),
      ["cluster.example", "games.internal"],
    );
    const [peering] = stack.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
    assert.equal(peering?.inputs.peerVpcId, "peer-tools-vpc-id");
    const admitted = stack
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.fromPort === 443 && inputs.cidrIpv4 === "10.40.0.0/24");
    assert.equal(admitted.length, 1);
  });

  it("publishes the cluster's services to the namespace once pods can run", () => {
    const { dependencies } = stack.get("eks-scenarios:cloud-map:ExternalDns");
    assert(dependencies.includes("add-ons-coredns"));
    const { inputs } = stack.get("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace");
    assert.deepEqual([inputs.name, inputs.vpc], ["games.internal", "network-vpc-id"]);
  });

  it("keeps name resolution and the load balancers' controller out of its Wavelength Zones", () => {
    const region = { "parentregion.resources": "true" };
    const addOn = stack.get("aws:eks/addon:Addon", "add-ons-coredns").inputs;
    const dns = JSON.parse(addOn.configurationValues as string) as { nodeSelector: object };
    assert.deepEqual(dns.nodeSelector, region);
    const { values } = stack.get("kubernetes:helm.sh/v3:Release", "load-balancers").inputs;
    assert.deepEqual((values as { nodeSelector: object }).nodeSelector, region);
    for (const group of ["arm", "system"]) {
      assert.deepEqual(stack.get("aws:eks/nodeGroup:NodeGroup", group).inputs.labels, region);
    }
  });

  it("has nodes in two Wavelength Zones, on cached images and with pods in the zone's subnet", () => {
    for (const name of ["boston", "new-york"]) {
      const nodes = stack.get("eks-scenarios:wavelength:WavelengthNodes", name).dependencies;
      assert(nodes.includes("network-sts"), `${name} does not wait for endpoints`);
      const group = stack.get("aws:autoscaling/group:Group", name).inputs;
      assert.deepEqual(group.vpcZoneIdentifiers, [`${name}-id`]);
      const pods = stack.all("kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig");
      assert(pods.some(({ inputs }) => (inputs.spec as Subnet).subnet === `${name}-id`));
      const app = stack.get("kubernetes:apps/v1:Deployment", `${name}-app-frontend`).inputs;
      assert.match(
        JSON.stringify(app),
        /\.dkr\.ecr\.us-east-1\.amazonaws\.com\/eks-scenarios-dev\//,
      );
    }
  });

  it("opens only the checkout's port of pods to VPC Lattice", () => {
    const { inputs } = stack.get(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "lattice-ipv4",
    );
    assert.deepEqual([inputs.fromPort, inputs.toPort], [8080, 8080]);
  });

  it("has outputs for people and other stacks", () => {
    assert.deepEqual(Object.keys(stack.result), [
      "vpcId",
      "subnets",
      "natAddresses",
      "clusterName",
      "clusterVersion",
      "endpoint",
      "oidcIssuer",
      "kubeconfig",
      "kubeconfigCommand",
      "accessRoles",
      "ipPlan",
      "guestbookAddress",
      "kops",
      "endpointDns",
      "cloudMap",
      "lattice",
      "wavelength",
      "customRouting",
    ]);
  });
});

describe("The prod stack", () => {
  let stack: Deployed<StackOutputs>;
  before(async function () {
    this.timeout(60_000);
    stack = await composed("prod");
  });

  const inNetworks = (type: string) =>
    stack.all(type).filter(({ name }) => name.startsWith("network-"));

  it("loses at most one zone with a zone, in each of two Regions", () => {
    assert.equal(inNetworks("aws:ec2/natGateway:NatGateway").length, 6);
    assert.equal(inNetworks("aws:ec2/subnet:Subnet").length, 12);
  });

  it("is reached from listed private networks only, and protected from deletion", async () => {
    const clusters = stack.all("eks:index:Cluster");
    assert.deepEqual(
      clusters.map(({ name }) => name),
      ["cluster", "cluster-us-west-2"],
    );
    for (const { inputs } of clusters) {
      assert.equal(inputs.endpointPublicAccess, false);
      assert.equal(inputs.deletionProtection, true);
    }
    const shifted = await clusters[0]?.transforms[0]?.({
      type: "aws:eks/cluster:Cluster",
      name: "cluster",
      props: {},
      opts: {},
      custom: true,
    });
    assert.deepEqual(shifted?.props, { zonalShiftConfig: { enabled: true } });
    const rules = stack
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ name }) => name.startsWith("cluster-api"));
    assert.deepEqual(
      rules.map(({ inputs }) => inputs.cidrIpv4),
      ["10.250.0.0/16"],
    );
  });

  it("records all its traffic and reaches AWS inside the VPC", () => {
    const vpcs = stack.all("aws:ec2/vpc:Vpc").length;
    assert.equal(stack.all("aws:ec2/flowLog:FlowLog").length, vpcs);
    assert.deepEqual(
      stack.all("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name),
      ["network", "network-us-west-2"].flatMap((network) =>
        [
          ...["dynamodb", "ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "s3", "s3-interface"],
          "sts",
        ].map((service) => `${network}-${service}`),
      ),
    );
  });

  it("spreads players over two Wavelength Zones with two nodes each", () => {
    const shares = stack
      .all("aws:route53/record:Record")
      .filter(({ inputs }) => inputs.name === "play.example.com")
      .map(({ inputs }) => [inputs.setIdentifier, inputs.weightedRoutingPolicies]);
    assert.deepEqual(shares, [
      ["boston", [{ weight: 50 }]],
      ["new-york", [{ weight: 50 }]],
    ]);
    for (const name of ["boston", "new-york"]) {
      assert.equal(stack.get("aws:autoscaling/group:Group", name).inputs.minSize, 2);
    }
  });

  it("answers queries of the shared services and the company network at fixed addresses", () => {
    const inbound = stack.get(
      "aws:route53/resolverEndpoint:ResolverEndpoint",
      "endpoint-dns-inbound",
    );
    const addresses = inbound.inputs.ipAddresses as { ip: string }[];
    assert.deepEqual(
      addresses.map(({ ip }) => ip),
      ["10.20.31.250", "10.20.63.250", "10.20.95.250"],
    );
    assert.equal(stack.all("aws:ec2transitgateway/vpcAttachment:VpcAttachment").length, 2);
    const rules = stack
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.fromPort === 443 && inputs.cidrIpv4 === "10.250.0.0/16");
    assert.deepEqual(
      rules.map(({ name }) => name),
      ["cluster-api-10.250.0.0/16", "cluster-us-west-2-api-10.250.0.0/16"],
    );
  });
});
