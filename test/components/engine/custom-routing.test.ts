import assert from "node:assert/strict";
import {
  GlobalAcceleratorClient,
  paginateListCustomRoutingPortMappings,
} from "@aws-sdk/client-global-accelerator";
import * as aws from "@pulumi/aws";
import { CustomRouting, type CustomRoutingComponentArgs } from "../../../components/custom-routing";
import type { Traffic } from "../../../model/custom-routing/traffic";
import type { LocalCloud } from "../../../simulator";
import { requireService } from "../../setup";
import { TestStack, type Run } from "../../simulator/engine/test-stack";

/** Returns the changes of a run, without unchanged resources: `create games`. */
const done = ({ steps }: Run): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);

interface Wanted {
  cidrs?: string[];
  traffic?: Traffic;
  listenerPorts?: CustomRoutingComponentArgs["listenerPorts"];
}

const chosen = [{ fromPort: 2000, toPort: 2999 }];

/** A network with subnets, and an accelerator that routes to port 80 in them. */
const program =
  ({ cidrs = ["10.0.0.0/25"], traffic = "all", listenerPorts = chosen }: Wanted = {}) =>
  () => {
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
    const group = new aws.ec2.SecurityGroup("nodes", { vpcId: vpc.id, description: "nodes" });
    const subnets = cidrs.map((cidr) => {
      const { id } = new aws.ec2.Subnet(cidr, { vpcId: vpc.id, cidrBlock: cidr });
      return { id, cidr, tier: "private" as const };
    });
    const { acceleratorArn } = new CustomRouting(
      "games",
      {
        acceleratorName: "games",
        clientCidrs: ["0.0.0.0/0"],
        listenerPorts,
        regions: [
          {
            region: "us-east-1",
            destinations: [{ fromPort: 80, protocols: ["TCP"] }],
            clusters: [
              { name: "dev", externalSnat: true, subnets, securityGroupId: group.id, traffic },
            ],
          },
        ],
      },
      { dependsOn: [vpc, gateway] },
    );
    return Promise.resolve({ acceleratorArn });
  };

describe("Custom routing on the local cloud, deployed by the engine,", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let cloud: LocalCloud;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create();
    cloud = await stack.startCloud();
  });
  afterEach(() => stack?.remove());

  async function deploy(wanted?: Wanted): Promise<Run> {
    const run = await stack.up(program(wanted));
    assert.deepEqual(run.errors, []);
    return run;
  }

  /** Returns mappings as `10.0.0.4:80 <- 2345 ALLOW`, read from the cloud's API. */
  async function mappings({ outputs }: Run): Promise<string[]> {
    const { AWS_ENDPOINT_URL: endpoint } = cloud.environment;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new GlobalAcceleratorClient({ endpoint, region: "us-west-2", credentials });
    const pages = paginateListCustomRoutingPortMappings(
      { client, pageSize: 1000 },
      { AcceleratorArn: String(outputs["acceleratorArn"]) },
    );
    const found: string[] = [];
    for await (const { PortMappings = [] } of pages) {
      for (const { DestinationSocketAddress: pod, ...mapping } of PortMappings) {
        const { AcceleratorPort, DestinationTrafficState } = mapping;
        found.push(
          `${pod?.IpAddress}:${pod?.Port} <- ${AcceleratorPort} ${DestinationTrafficState}`,
        );
      }
    }
    client.destroy();
    return found;
  }

  it("lets traffic through, has no further changes, and is deleted before its network", async () => {
    const run = await deploy();
    const all = await mappings(run);
    assert.equal(all.length, 123);
    assert(all.every((mapping) => mapping.endsWith(" ALLOW")));
    assert.deepEqual(done(await stack.preview(program())), []);
    const order = done(await stack.destroy());
    const place = (name: string) => {
      const index = order.indexOf(`delete ${name}`);
      assert.notEqual(index, -1, name);
      return index;
    };
    assert.deepEqual(
      ["games-dev-10.0.0.0/25", "games-us-east-1", "games", "vpc"].map(place),
      [...["games-dev-10.0.0.0/25", "games-us-east-1", "games", "vpc"].map(place)].sort(
        (a, b) => a - b,
      ),
    );
    assert(order.lastIndexOf("delete games") < place("gateway"));
    assert(order.lastIndexOf("delete games") < place("vpc"));
    assert.deepEqual(cloud.world.everything(), []);
  });

  it("changes and withdraws traffic in place, and detects changes that others make", async () => {
    await deploy();
    const traffic = [{ addresses: ["10.0.0.20", "10.0.0.30"] }];
    const changed = await deploy({ traffic });
    assert.deepEqual(done(changed), ["update games-dev-10.0.0.0/25"]);
    const allowed = (all: string[]) => all.filter((mapping) => mapping.endsWith(" ALLOW"));
    assert.deepEqual(
      allowed(await mappings(changed))
        .map((mapping) => mapping.split(" ")[0])
        .sort(),
      ["10.0.0.20:80", "10.0.0.30:80"],
    );
    const none = await deploy({ traffic: [] });
    assert.deepEqual(allowed(await mappings(none)), []);

    const [endpoint] = cloud.world.all("aws:globalaccelerator:CustomRoutingEndpoint");
    cloud.world.put({ ...endpoint!, outputs: { ...endpoint!.outputs, base: "ALLOW" } });
    await cloud.world.commit();
    assert.deepEqual((await stack.refresh()).errors, []);
    assert.deepEqual(done(await stack.preview(program({ traffic: [] }))), [
      "update games-dev-10.0.0.0/25",
    ]);
  });

  it("keeps every mapping when a subnet is added or removed", async () => {
    const before = await mappings(await deploy());
    const more = await deploy({ cidrs: ["10.0.0.0/25", "10.0.1.0/25"] });
    assert.deepEqual(done(more), ["create 10.0.1.0/25", "create games-dev-10.0.1.0/25"]);
    const after = await mappings(more);
    assert.equal(after.length, 246);
    assert.deepEqual(
      before.filter((mapping) => !after.includes(mapping)),
      [],
    );
    assert.deepEqual((await mappings(await deploy())).sort(), before.sort());
  });

  it("refuses to shrink the listener before anything changes", async () => {
    const before = await mappings(await deploy());
    const smaller = { listenerPorts: [{ fromPort: 2000, toPort: 2499 }], traffic: [] };
    const text =
      'listenerPorts: [{"fromPort":2000,"toPort":2499}] leaves out 2500-2999, and AWS takes no port away from a listener. Set listenerPorts to [{"fromPort":2000,"toPort":2999}], or more.';
    const preview = await stack.preview(program(smaller));
    assert(
      preview.errors.some((error) => error.includes(text)),
      preview.errors.join("\n"),
    );
    const again = await deploy();
    assert.deepEqual(done(again), []);
    assert.deepEqual(await mappings(again), before);
  });

  it("lengthens the listener in place", async () => {
    await deploy();
    const longer = await deploy({ listenerPorts: [{ fromPort: 2000, toPort: 3999 }] });
    assert.deepEqual(done(longer), ["update games", "update games-ports"]);
  });
});

describe("The local cloud", function () {
  this.timeout(180_000);
  let stack: TestStack;

  before(async function () {
    await requireService("engine", this);
  });
  afterEach(() => stack?.remove());

  it("keeps the network, as AWS does, while an accelerator has endpoints in it", async () => {
    stack = await TestStack.create();
    const cloud = await stack.startCloud();
    assert.deepEqual((await stack.up(program())).errors, []);
    const [subnet] = cloud.world.all("aws:ec2/subnet:Subnet");
    assert(subnet);
    const other = await TestStack.create();
    try {
      other.attach(cloud.environment);
      const imported = await other.import("aws:ec2/subnet:Subnet", "a", subnet.id);
      assert.deepEqual(imported.errors, []);
      const { errors } = await other.destroy();
      assert.match(errors.join("\n"), /DependencyViolation/);
    } finally {
      await other.remove();
    }
  });
});
