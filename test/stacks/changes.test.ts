import assert from "node:assert/strict";
import { requireService } from "../setup";
import { changesOf } from "./events";
import { patience } from "./lifecycle";
import { LocalStack, type Changes } from "./local-stack";

describe("A change of one argument of the deployed dev stack", function () {
  this.timeout(patience);
  let stack: LocalStack;
  before(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.create("dev");
    stack.configure({}, { whole: false });
    await stack.deploy();
  });
  after(() => stack?.remove());

  const planned = async (changes: Changes) => {
    stack.configure(changes, { whole: false });
    const run = await stack.preview();
    assert.equal(run.ok, true, run.output);
    return changesOf(run);
  };
  /** Returns the stack's node groups with changes to the first. */
  const nodeGroups = (change: object): object[] => {
    const [system, ...others] = stack.source()["nodeGroups"] as object[];
    return [{ ...system, ...change }, ...others];
  };
  const replaced = (changes: readonly string[]) =>
    changes.filter((change) => change.startsWith("replace "));

  it("tags every resource in place", async () => {
    const changes = await planned({ "aws:defaultTags": { tags: { Owner: "games" } } });
    assert(changes.includes("update aws:eks/cluster:Cluster cluster-eksCluster (tags.Owner)"));
    assert.deepEqual(
      changes.filter((change) => !/^update \S+ \S+ \((tags\.Owner|defaultTags)\)$/.test(change)),
      [],
    );
  });

  it("replaces the pods' subnets for another block, and none of the nodes' subnets", async () => {
    assert.deepEqual(await planned({ network: { podCidr: "100.65.0.0/16" } }), [
      "replace aws:ec2/routeTableAssociation:RouteTableAssociation network-pods-us-east-1a (subnetId)",
      "replace aws:ec2/routeTableAssociation:RouteTableAssociation network-pods-us-east-1b (subnetId)",
      "replace aws:ec2/subnet:Subnet network-pods-us-east-1a (cidrBlock)",
      "replace aws:ec2/subnet:Subnet network-pods-us-east-1b (cidrBlock)",
      "replace aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation network-pods (cidrBlock)",
      "update aws:eks/addon:Addon vpc-cni-vpc-cni (configurationValues)",
    ]);
  });

  it("replaces the cluster and everything in it for other Service addresses, and nothing of EC2", async () => {
    const changes = await planned({ cluster: { serviceCidr: "172.21.0.0/16" } });
    for (const change of [
      "replace aws:eks/cluster:Cluster cluster-eksCluster (kubernetesNetworkConfig.serviceIpv4Cidr)",
      "replace aws:eks/nodeGroup:NodeGroup system",
      "replace kubernetes:apps/v1:Deployment guestbook-frontend",
    ]) {
      assert(changes.includes(change), change);
    }
    assert.deepEqual(replaced(changes), changes);
    assert.deepEqual(
      changes.filter((change) => change.includes(" aws:ec2/")),
      [],
    );
  });

  it("replaces the VPC and every subnet for another block", async () => {
    const changes = replaced(await planned({ network: { cidr: "10.11.0.0/16" } }));
    assert(changes.includes("replace aws:ec2/vpc:Vpc network-vpc (cidrBlock)"));
    for (const zone of ["us-east-1a", "us-east-1b"]) {
      for (const [tier, why] of [
        ["public", "cidrBlock, vpcId"],
        ["private", "cidrBlock, vpcId"],
        ["pods", "vpcId"],
      ]) {
        const change = `replace aws:ec2/subnet:Subnet network-${tier}-${zone} (${why})`;
        assert(changes.includes(change), change);
      }
    }
  });

  it("only adds to the network for a third zone, and replaces nodes, whose subnets cannot change", async () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    const changes = await planned({ network: { zones } });
    assert.deepEqual(replaced(changes), [
      "replace aws:eks/fargateProfile:FargateProfile batch (subnetIds[2])",
      "replace aws:eks/nodeGroup:NodeGroup arm (subnetIds[2])",
      "replace aws:eks/nodeGroup:NodeGroup system (subnetIds[2])",
    ]);
    assert.deepEqual(
      changes.filter((change) => /^\S+ aws:ec2\/subnet/.test(change)),
      ["pods", "private", "public"].map(
        (tier) => `create aws:ec2/subnet:Subnet network-${tier}-us-east-1c`,
      ),
    );
    assert.deepEqual(
      changes.filter((change) => change.startsWith("delete ")),
      [],
    );
  });

  it("replaces nodes for settings that their launch template cannot change, and keeps the group", async () => {
    assert.deepEqual(await planned({ nodeGroups: nodeGroups({ volumeSize: 80 }) }), [
      "update aws:ec2/launchTemplate:LaunchTemplate system (blockDeviceMappings[0].ebs.volumeSize)",
      "update aws:eks/nodeGroup:NodeGroup system (launchTemplate.version)",
    ]);
  });

  it("updates settings of the VPC CNI, labels and sizes of nodes, and the retention of logs in place", async () => {
    const changes = {
      cni: { warmIpTarget: 3 },
      nodeGroups: nodeGroups({ labels: { team: "games" }, maxSize: 5 }),
      cluster: { logRetentionDays: 60 },
    };
    stack.configure(changes, { whole: false });
    assert.deepEqual(changesOf(await stack.deploy()), [
      "update aws:cloudwatch/logGroup:LogGroup cluster-logs (retentionInDays)",
      "update aws:eks/addon:Addon vpc-cni-vpc-cni (configurationValues)",
      "update aws:eks/nodeGroup:NodeGroup system (labels, scalingConfig.maxSize)",
    ]);
    assert.deepEqual(await planned(changes), []);
    const group = stack.world().find(({ urn }) => urn?.endsWith("NodeGroup::system"));
    assert.deepEqual(group?.outputs["labels"], { team: "games" });
  });
});

describe("The Kubernetes version of the dev stack", function () {
  this.timeout(patience);
  let stack: LocalStack;
  before(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.create("dev");
    stack.configure({ cluster: { version: "1.34" } }, { whole: false });
    await stack.deploy();
  });
  after(() => stack?.remove());

  const versions = () =>
    stack
      .world()
      .filter(({ type, urn }) => /^aws:eks\/(cluster|nodeGroup):/.test(type) && urn !== undefined)
      .map(({ outputs }) => outputs["version"]);

  it("does not skip a minor version, and the attempt changes nothing", async () => {
    stack.configure({ cluster: { version: "1.36" } }, { whole: false });
    const before = JSON.stringify(stack.world());
    const run = await stack.up();
    assert.equal(run.ok, false);
    assert.equal(
      run.errors[0],
      "updating EKS Cluster: operation error EKS: UpdateClusterConfig, api error " +
        "InvalidParameterException: Unsupported Kubernetes minor version update from 1.34 to 1.36",
    );
    assert.equal(JSON.stringify(stack.world()), before);
  });

  it("stays if the configuration names none, with a warning about the end of its support", async () => {
    stack.configure({}, { whole: false });
    const run = await stack.preview();
    assert.deepEqual(changesOf(run), []);
    assert.match(
      run.output,
      /warning: Kubernetes 1\.34 (leaves|left) (standard|extended) support on 202/,
    );
  });

  it("is upgraded by one minor version in place: control plane, nodes and add-ons", async () => {
    stack.configure({ cluster: { version: "1.35" } }, { whole: false });
    const changes = changesOf(await stack.deploy());
    assert.deepEqual(
      changes.filter((change) => !change.startsWith("update ")),
      [],
    );
    assert(changes.includes("update aws:eks/cluster:Cluster cluster-eksCluster (version)"));
    assert(changes.includes("update aws:eks/nodeGroup:NodeGroup system (version)"));
    assert.deepEqual(versions(), ["1.35", "1.35", "1.35"]);
    assert.deepEqual(changesOf(await stack.preview()), []);
  });
});
