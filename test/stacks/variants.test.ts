import assert from "node:assert/strict";
import { requireService } from "../setup";
import { changesOf } from "./events";
import { patience } from "./lifecycle";
import { LocalStack, type Changes } from "./local-stack";

interface Subnet {
  id: string;
  tier: string;
  zone: string;
  cidr: string;
}

describe("A stack", function () {
  this.timeout(patience);
  let stack: LocalStack;
  beforeEach(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.create("dev");
  });
  afterEach(() => stack?.remove());

  const deploy = async (changes: Changes) => {
    stack.configure(changes, { whole: false });
    await stack.deploy();
    assert.deepEqual(changesOf(await stack.preview()), []);
  };
  const destroy = async () => {
    const run = await stack.destroy();
    assert.equal(run.ok, true, run.output);
    assert.deepEqual(stack.world(), []);
  };
  const only = (type: string, name: string) => {
    const found = stack
      .world()
      .filter(({ urn, type: each }) => each === type && urn?.endsWith(`::${name}`));
    assert.equal(found.length, 1, `${found.length} of ${type} ${name}`);
    return found[0]!.outputs;
  };

  it("deploys and is destroyed in Auto Mode with networks of hybrid nodes", async () => {
    await deploy({
      nodeGroups: undefined,
      cni: undefined,
      cluster: {
        autoMode: true,
        remoteNetworks: { nodeCidrs: ["10.80.0.0/16"], podCidrs: ["10.81.0.0/16"] },
      },
    });
    const { computeConfig, remoteNetworkConfig } = only(
      "aws:eks/cluster:Cluster",
      "cluster-eksCluster",
    );
    assert.equal((computeConfig as { enabled: boolean }).enabled, true);
    assert.deepEqual(remoteNetworkConfig, {
      remoteNodeNetworks: { cidrs: ["10.80.0.0/16"] },
      remotePodNetworks: { cidrs: ["10.81.0.0/16"] },
    });
    assert.equal(
      stack.world().some(({ type }) => /nodeGroup|addon:/.test(type)),
      false,
    );
    await destroy();
  });

  it("deploys and is destroyed with IPv6 addresses in addition to IPv4", async () => {
    await deploy({ network: { ipv6: true } });
    const vpc = only("aws:ec2/vpc:Vpc", "network-vpc");
    assert.match(vpc["ipv6CidrBlock"] as string, /::\/56$/);
    const subnet = only("aws:ec2/subnet:Subnet", "network-private-us-east-1a");
    assert.match(subnet["ipv6CidrBlock"] as string, /::\/64$/);
    await destroy();
  });

  it("moves kops nodes behind a NAT gateway and back, and is destroyed", async () => {
    const { kops } = stack.source();
    await deploy({ kops });
    assert.equal(
      stack.world().some(({ urn }) => urn?.endsWith("::kops-network-nat-us-east-1a")),
      false,
    );
    stack.configure({ kops: { ...(kops as object), topology: "private" } }, { whole: false });
    assert.deepEqual(changesOf(await stack.deploy()), [
      "create aws:ec2/eip:Eip kops-network-nat-us-east-1a",
      "create aws:ec2/natGateway:NatGateway kops-network-nat-us-east-1a",
      "create aws:ec2/route:Route kops-network-private-us-east-1a-nat",
      "create aws:ec2/route:Route kops-network-private-us-east-1b-nat",
    ]);
    await destroy();
  });

  it("deploys and is destroyed in an existing VPC, and leaves the VPC to the stack that created it", async () => {
    await deploy({});
    const { vpcId, subnets } = await stack.outputs();
    const vpc = stack.world().length;
    const neighbour = await stack.neighbour("prod");
    neighbour.configure(
      {
        network: {
          cidr: undefined,
          zones: undefined,
          existing: {
            vpcId,
            cidrs: ["10.10.0.0/16"],
            subnets: (subnets as Subnet[]).filter(({ tier }) => tier !== "pods"),
          },
        },
        cluster: { deletionProtection: false },
      },
      { whole: false },
    );
    await neighbour.deploy();
    assert.deepEqual(changesOf(await neighbour.preview()), []);
    assert.equal((await neighbour.outputs())["vpcId"], vpcId);
    assert.equal((await neighbour.destroy()).ok, true);
    assert.equal(stack.world().length, vpc);
    await destroy();
  });
});
