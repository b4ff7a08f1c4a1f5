import assert from "node:assert/strict";
import { parseStackConfig } from "../../../config/stack";
import { planStack } from "../../../config/plan";
import { foundation } from "../../../stacks/foundation";
import type { StackOutputs } from "../../../stacks/stack";
import { wavelength } from "../../../stacks/wavelength";
import { deploy, type Deployed } from "../harness";
import { clusterOutputs, wavelengthAnswers } from "../mocked-stack";

const answers = wavelengthAnswers(["t3.medium"]);

const boston = {
  ...{ name: "boston", zone: "us-east-1-wl1-bos-wlz-1", instanceTypes: ["t3.medium"] },
  ...{ minSize: 1, desiredSize: 1, maxSize: 2 },
};

/** Composes a small cluster with settings of its Wavelength Zones. */
function compose(settings: object | undefined): Promise<Deployed<StackOutputs>> {
  const config = parseStackConfig({
    environment: "dev",
    network: { cidr: "10.10.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
    cluster: { publicAccessCidrs: ["203.0.113.0/24"] },
    nodeGroups: [
      { name: "system", instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 4 },
    ],
    wavelength: settings && { domain: "play.example.com", zones: [boston], ...settings },
  });
  const inputs = { config, plan: planStack(config), version: "1.35", asOf: "2026-11-21" };
  return deploy(() => wavelength(inputs, foundation(inputs)), clusterOutputs, answers);
}

describe("Wavelength Zones of a stack", function () {
  this.timeout(60_000);

  it("include a carrier gateway, an image cache and a hosted zone if none is named", async () => {
    const { get, all } = await compose({});
    assert.equal(get("aws:ec2/carrierGateway:CarrierGateway").inputs.vpcId, "network-vpc-id");
    assert.equal(
      get("aws:ecr/pullThroughCacheRule:PullThroughCacheRule").inputs.ecrRepositoryPrefix,
      "eks-scenarios-dev",
    );
    assert.equal(get("aws:route53/zone:Zone").inputs.name, "play.example.com");
    // Pods have addresses of their node's subnet, so no ENIConfig is needed.
    assert.deepEqual(all("eks-scenarios:vpc-cni:ZoneEniConfig"), []);
  });

  it("use the existing carrier gateway, hosted zone and certificate", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const { get, all } = await compose({
      ...{ carrierGatewayId: "cagw-1", hostedZoneId: "Z1", certificateArn },
    });
    assert.deepEqual(all("aws:ec2/carrierGateway:CarrierGateway"), []);
    assert.deepEqual(all("aws:route53/zone:Zone"), []);
    assert.equal(get("aws:ec2/route:Route", "boston").inputs.carrierGatewayId, "cagw-1");
    assert.equal(get("aws:route53/record:Record").inputs.zoneId, "Z1");
    const { metadata } = get("kubernetes:networking.k8s.io/v1:Ingress").inputs;
    const { annotations } = metadata as { annotations: Record<string, string> };
    assert.equal(annotations["alb.ingress.kubernetes.io/certificate-arn"], certificateArn);
  });

  it("need neither endpoints nor a cache if nodes have carrier IPs", async () => {
    const { get, all } = await compose({ carrierIps: true });
    assert.deepEqual(all("aws:ecr/pullThroughCacheRule:PullThroughCacheRule"), []);
    assert.deepEqual(
      all("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs.vpcEndpointType),
      ["Gateway", "Gateway"],
    );
    const template = get("aws:ec2/launchTemplate:LaunchTemplate", "boston").inputs;
    const [networkInterface] = template.networkInterfaces as Record<string, string>[];
    assert.equal(networkInterface?.["associateCarrierIpAddress"], "true");
    const { spec } = get("kubernetes:apps/v1:Deployment", "boston-app-backend").inputs;
    assert.match(JSON.stringify(spec), /"image":"public\.ecr\.aws\//);
  });

  it("delete their load balancers before the controller, and their nodes before the Region's", async () => {
    const { get } = await compose({});
    const balancer = get("eks-scenarios:wavelength:ZoneLoadBalancer").dependencies;
    assert(balancer.includes("load-balancers"), "the controller may go first");
    assert(balancer.includes("boston"), "the zone's route may go first");
    const nodes = get("eks-scenarios:wavelength:WavelengthNodes").dependencies;
    assert(nodes.includes("add-ons-coredns"), "name resolution may go first");
    const app = get("eks-scenarios:wavelength:TwoTierApp").dependencies;
    assert(app.includes("boston-node"), "nodes may go before their pods");
  });

  it("create nothing in a stack without zones", async () => {
    const { result, get, all } = await compose(undefined);
    assert.deepEqual(result, {});
    assert.deepEqual(all("eks-scenarios:wavelength:WavelengthZone"), []);
    const coreDns = get("aws:eks/addon:Addon", "add-ons-coredns").inputs;
    assert.equal(coreDns.configurationValues, undefined);
  });
});
