import assert from "node:assert/strict";
import { scenarios } from "../../stacks/scenarios";
import type { StackOutputs } from "../../stacks/stack";
import { valueOf, type Deployed } from "./harness";
import { composed } from "./mocked-stack";
import type { Output } from "@pulumi/pulumi";

type Settings = Record<string, object>;

describe("A stack whose samples are all left out", () => {
  let stack: Deployed<StackOutputs>;
  before(async function () {
    this.timeout(60_000);
    stack = await composed("dev", (config) => {
      const { lattice, wavelength, customRouting } = config as Settings;
      const { zones } = wavelength as { zones: object[] };
      return {
        guestbook: { deploy: false },
        lattice: { ...lattice, routeNamespaces: ["shop"], checkout: { deploy: false } },
        wavelength: { zones, twoTierApp: { deploy: false } },
        customRouting: { ...customRouting, gameServers: { deploy: false } },
      };
    });
  });

  const outputs = (scenario: string) => stack.result[scenario] as Record<string, unknown>;

  it("has no workloads except controllers and ExternalDNS", () => {
    assert.deepEqual(stack.all("kubernetes:apps/v1:Deployment"), []);
    assert.deepEqual(
      stack.all("kubernetes:helm.sh/v3:Release").map(({ name }) => name),
      ["external-dns", "lattice-controller", "load-balancers"],
    );
  });

  it("has no guestbook, and no output for its address", () => {
    assert.deepEqual(stack.all("eks-scenarios:guestbook:Guestbook"), []);
    assert.equal("guestbookAddress" in stack.result, false);
  });

  it("keeps the service network without the checkout, for routes of other namespaces", () => {
    assert.deepEqual(stack.all("eks-scenarios:checkout:Checkout"), []);
    assert.deepEqual(stack.all("eks-scenarios:lattice:LatticeRoute"), []);
    const { spec } = stack.get("kubernetes:gateway.networking.k8s.io/v1:Gateway").inputs;
    assert.match(JSON.stringify(spec), /"values":\["shop"\]/);
    assert.equal("checkoutDomainName" in outputs("lattice"), false);
  });

  it("lets VPC Lattice reach all ports of pods, because the applications are unknown", () => {
    const { inputs } = stack.get(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "lattice-ipv4",
    );
    assert.deepEqual([inputs.fromPort, inputs.toPort], [0, 65_535]);
  });

  it("keeps the nodes of Wavelength Zones, without load balancers and their common name", () => {
    assert.equal(stack.all("eks-scenarios:wavelength:WavelengthNodes").length, 2);
    assert.deepEqual(stack.all("eks-scenarios:wavelength:TwoTierApp"), []);
    assert.deepEqual(stack.all("kubernetes:networking.k8s.io/v1:Ingress"), []);
    assert.deepEqual(stack.all("aws:route53/record:Record"), []);
    assert.deepEqual(Object.keys(outputs("wavelength")), ["zones"]);
    const { boston } = outputs("wavelength")["zones"] as Record<string, object>;
    assert.deepEqual(Object.keys(boston!), [
      ...["zone", "cidr", "subnetId", "namespace", "autoScalingGroup"],
    ]);
  });

  it("keeps the accelerator without the game servers", () => {
    assert.deepEqual(stack.all("eks-scenarios:custom-routing:RoutedSample"), []);
    assert.equal(stack.all("eks-scenarios:custom-routing:CustomRouting").length, 1);
  });
});

describe("A stack without any scenario", () => {
  it("has the outputs of its foundation only", async function () {
    this.timeout(60_000);
    const none = Object.fromEntries(Object.keys(scenarios).map((key) => [key, undefined]));
    const { result } = await composed("dev", () => ({ ...none, guestbook: { deploy: false } }));
    assert.deepEqual(Object.keys(result), [
      ...["vpcId", "subnets", "natAddresses", "clusterName", "clusterVersion", "endpoint"],
      ...["oidcIssuer", "kubeconfig", "kubeconfigCommand", "accessRoles", "ipPlan"],
    ]);
  });
});

describe("A prod stack with a kops cluster", () => {
  let stack: Deployed<StackOutputs>;
  before(async function () {
    this.timeout(60_000);
    stack = await composed("prod", () => ({
      kops: {
        clusterName: "kops.example.com",
        kubernetesVersion: "1.35.0",
        networkCidr: "10.30.0.0/20",
        zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
        topology: "private",
        apiAccessCidrs: ["203.0.113.0/24"],
        minNodes: 3,
        maxNodes: 9,
      },
    }));
  });

  it("has the resources that start the cluster, and its outputs", async () => {
    const { bucketName } = stack.result["kops"] as { bucketName: Output<string> };
    assert.equal(await valueOf(bucketName), "kops-state");
  });

  it("gives it a VPC with the flow logs and NAT gateways of the environment", () => {
    const inKops = (type: string) =>
      stack.all(type).filter(({ name }) => name.startsWith("kops-network"));
    assert.equal(inKops("aws:ec2/vpc:Vpc").length, 1);
    assert.equal(inKops("aws:ec2/natGateway:NatGateway").length, 3);
    assert.equal(inKops("aws:ec2/flowLog:FlowLog").length, 1);
  });
});
