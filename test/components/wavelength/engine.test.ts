import assert from "node:assert/strict";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parseStackConfig } from "../../../config/stack";
import { planStack } from "../../../config/plan";
import type { LocalCloud } from "../../../simulator";
import { text } from "../../../simulator/values";
import { foundation } from "../../../stacks/foundation";
import { wavelength } from "../../../stacks/wavelength";
import { TestStack, type Run } from "../../simulator/engine/test-stack";
import { requireService } from "../../setup";

const place = (name: string, airport: string, more: object = {}) => ({
  ...{ name, zone: `us-east-1-wl1-${airport}-wlz-1`, instanceTypes: ["t3.medium"] },
  ...{ minSize: 1, desiredSize: 1, maxSize: 2, ...more },
});
const boston = place("boston", "bos");
const newYork = place("new-york", "nyc");
const atlanta = place("atlanta", "atl");

/** Returns a program with a cluster in a Region and its Wavelength Zones. */
function program(zones: object[]): PulumiFn {
  const config = parseStackConfig({
    environment: "dev",
    network: {
      cidr: "10.10.0.0/16",
      zones: ["us-east-1a", "us-east-1b"],
      podCidr: "100.64.0.0/16",
    },
    cluster: { publicAccessCidrs: ["203.0.113.0/24"] },
    cni: { customNetworking: true, warmIpTarget: 2, minimumIpTarget: 8 },
    nodeGroups: [
      { name: "system", instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 4 },
    ],
    wavelength: { domain: "play.example.com", zones },
  });
  const inputs = { config, plan: planStack(config), version: "1.35", asOf: "2026-11-21" };
  return () => Promise.resolve(wavelength(inputs, foundation(inputs)));
}

/**
 * Returns the changes of a run, without unchanged resources: `create aws:ec2/subnet:Subnet boston`.
 */
const changes = ({ steps }: Run): string[] =>
  steps
    .filter(({ op }) => op !== "same")
    .map(({ op, type, name }) => `${op} ${type} ${name}`)
    .sort();

/** Returns all resources of one zone. */
const partsOf = (name: string): string[] => [
  ...["Route", "RouteTable", "RouteTableAssociation", "Subnet", "AvailabilityZoneGroup"].map(
    (type) => `aws:ec2/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type} ${name}`,
  ),
  `aws:autoscaling/group:Group ${name}`,
  `aws:ec2/launchTemplate:LaunchTemplate ${name}`,
  `aws:eks/accessEntry:AccessEntry ${name}`,
  `aws:iam/instanceProfile:InstanceProfile ${name}`,
  `aws:iam/role:Role ${name}-node`,
  `aws:iam/rolePolicy:RolePolicy ${name}-cached-images`,
  ...["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"].map(
    (policy) => `aws:iam/rolePolicyAttachment:RolePolicyAttachment ${name}-node-${policy}`,
  ),
  `aws:route53/record:Record wavelength-${name}`,
  `eks-scenarios:vpc-cni:ZoneEniConfig ${name}`,
  `eks-scenarios:wavelength:TwoTierApp ${name}-app`,
  `eks-scenarios:wavelength:WavelengthNodes ${name}`,
  `eks-scenarios:wavelength:WavelengthZone ${name}`,
  `eks-scenarios:wavelength:ZoneLoadBalancer ${name}-balancer`,
  `eks-scenarios:wavelength:ZoneNamespace ${name}`,
  `kubernetes:core/v1:Namespace ${name}`,
  `kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig ${name}`,
  `kubernetes:networking.k8s.io/v1:Ingress ${name}-balancer`,
  `kubernetes:networking.k8s.io/v1:NetworkPolicy ${name}-app-backend`,
  `kubernetes:storage.k8s.io/v1:StorageClass ${name}`,
  ...["frontend", "backend"].flatMap((tier) =>
    [
      "apps/v1:Deployment",
      "core/v1:ConfigMap",
      "core/v1:Service",
      "policy/v1:PodDisruptionBudget",
    ].map((kind) => `kubernetes:${kind} ${name}-app-${tier}`),
  ),
];
const each = (op: string, name: string): string[] =>
  partsOf(name)
    .map((part) => `${op} ${part}`)
    .sort();

interface ZoneOutputs {
  zone: string;
  cidr: string;
  subnetId: string;
  namespace: string;
  loadBalancer: string;
}

describe("Wavelength Zones on the engine", () => {
  let stack: TestStack;
  let cloud: LocalCloud;
  let first: Run;

  before(async function () {
    await requireService("engine", this);
    this.timeout(300_000);
    stack = await TestStack.create();
    cloud = await stack.startCloud();
    first = await stack.up(program([boston, newYork]));
    assert.deepEqual(first.errors, []);
  });
  after(() => stack?.remove());

  const outputs = () => first.outputs["wavelength"] as { zones: Record<string, ZoneOutputs> };
  const outputsOf = (type: string) => cloud.world.all(type).map((entry) => entry.outputs);

  it("are each behind a load balancer in the zone's own subnet, under one name", () => {
    const balancers = outputsOf("aws:lb/loadBalancer:LoadBalancer").map((balancer) => ({
      subnets: balancer["subnets"],
      hostname: balancer["dnsName"],
      stack: (balancer["tagsAll"] as Record<string, string>)["ingress.k8s.aws/stack"],
    }));
    const expected = Object.entries(outputs().zones).map(([name, zone]) => ({
      subnets: [zone.subnetId],
      hostname: zone.loadBalancer,
      stack: `${name}/frontend`,
    }));
    assert.deepEqual(balancers.sort(byHostname), expected.sort(byHostname));
    const records = outputsOf("aws:route53/record:Record").map(
      ({ name, setIdentifier, aliases }) => ({
        ...{ name, setIdentifier, alias: (aliases as { name: string }[])[0]?.name },
      }),
    );
    assert.deepEqual(
      records.sort((a, b) => text(a.setIdentifier).localeCompare(text(b.setIdentifier))),
      Object.entries(outputs().zones).map(([name, { loadBalancer }]) => ({
        ...{ name: "play.example.com", setIdentifier: name, alias: loadBalancer },
      })),
    );
  });

  const byHostname = (a: { hostname: unknown }, b: { hostname: unknown }): number =>
    String(a.hostname).localeCompare(String(b.hostname));

  it("have self-managed nodes, while control plane, managed nodes and DNS stay in the Region", () => {
    const edge = Object.values(outputs().zones).map(({ subnetId }) => subnetId);
    const groups = outputsOf("aws:autoscaling/group:Group").flatMap(
      ({ vpcZoneIdentifiers }) => vpcZoneIdentifiers as string[],
    );
    assert.deepEqual(groups.filter((id) => edge.includes(id)).sort(), [...edge].sort());
    for (const type of ["aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"]) {
      const inRegion = JSON.stringify(outputsOf(type));
      assert(!edge.some((id) => inRegion.includes(id)), `${type} has a subnet of a zone`);
    }
    const dns = outputsOf("aws:eks/addon:Addon").find(({ addonName }) => addonName === "coredns");
    const { nodeSelector, replicaCount } = JSON.parse(text(dns?.["configurationValues"])) as {
      nodeSelector: object;
      replicaCount: number;
    };
    assert.deepEqual(nodeSelector, { "parentregion.resources": "true" });
    assert.equal(replicaCount, 2);
    const [group] = outputsOf("aws:eks/nodeGroup:NodeGroup");
    assert.deepEqual(group?.["labels"], { "parentregion.resources": "true" });
  });

  it("reach AWS, including S3, through endpoints in the Region", () => {
    const endpoints = outputsOf("aws:ec2/vpcEndpoint:VpcEndpoint")
      .filter(({ vpcEndpointType }) => vpcEndpointType === "Interface")
      .map(({ serviceName, privateDnsEnabled }) => [serviceName, privateDnsEnabled]);
    assert.deepEqual(
      endpoints.sort(),
      ["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "s3", "sts"].map((service) => [
        `com.amazonaws.us-east-1.${service}`,
        true,
      ]),
    );
  });

  it("have no changes in a second preview", async () => {
    const preview = await stack.preview(program([boston, newYork]));
    assert.deepEqual([changes(preview), preview.errors], [[], []]);
  }).timeout(120_000);

  it("change only a record when a weight changes", async () => {
    const preview = await stack.preview(program([{ ...boston, weight: 20 }, newYork]));
    assert.deepEqual(changes(preview), ["update aws:route53/record:Record wavelength-boston"]);
  }).timeout(120_000);

  it("stay unchanged when another zone is added", async () => {
    const run = await stack.up(program([boston, newYork, atlanta]));
    assert.deepEqual([changes(run), run.errors], [each("create", "atlanta"), []]);
  }).timeout(120_000);

  it("stay unchanged when that zone is removed", async () => {
    const run = await stack.up(program([boston, newYork]));
    assert.deepEqual([changes(run), run.errors], [each("delete", "atlanta"), []]);
  }).timeout(120_000);

  it("are refused with types that AWS does not offer there, before a subnet is created", async () => {
    const large = { ...atlanta, instanceTypes: ["m7g.large"] };
    const { errors, steps } = await stack.up(program([boston, newYork, large]));
    const refusal =
      'instanceTypes: ["m7g.large"] is not offered in us-east-1-wl1-atl-wlz-1. ' +
      "Choose among what it offers: g4dn.2xlarge, r5.2xlarge, t3.medium, t3.xlarge.";
    assert.equal(errors[0], refusal);
    // Resources that wait for the subnet fail with it, for the same reason.
    assert.deepEqual(
      errors.filter((error) => !error.endsWith(refusal)),
      [],
    );
    assert.deepEqual(
      steps.filter(({ name, type }) => name === "atlanta" && /(Subnet|:Group)$/.test(type)),
      [],
    );
  }).timeout(120_000);

  it("leave nothing behind", async () => {
    const run = await stack.destroy();
    assert.deepEqual(run.errors, []);
    assert.deepEqual(cloud.world.everything(), []);
  }).timeout(120_000);
});
