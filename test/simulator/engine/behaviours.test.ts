import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { requireService } from "../../setup";
import { TestStack, type Run } from "./test-stack";

/** What a run did, without what stayed as it was: `create main`. */
const done = ({ steps }: Run): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);

const assumeRolePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "a" }, Action: "sts:AssumeRole" },
});

describe("The engine on the local cloud", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create();
    await stack.startCloud();
  });
  afterEach(() => stack?.remove());

  /** A VPC and a subnet in it. */
  const network =
    (cidrBlock = "10.0.0.0/16", tags: Record<string, string> = {}) =>
    () => {
      const vpc = new aws.ec2.Vpc("main", { cidrBlock, tags });
      const block = cidrBlock.replace("/16", "/24");
      const subnet = new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: block });
      return Promise.resolve({ vpcId: vpc.id, zone: subnet.availabilityZone });
    };

  async function deploy(program: pulumi.automation.PulumiFn): Promise<Run> {
    const run = await stack.up(program);
    assert.deepEqual(run.errors, []);
    return run;
  }

  it("previews, deploys, finds nothing more to do, and destroys all", async () => {
    assert.deepEqual(done(await stack.preview(network())), ["create main", "create a"]);
    const { outputs } = await deploy(network());
    assert.match(String(outputs["vpcId"]), /^vpc-[0-9a-f]{17}$/);
    assert.equal(outputs["zone"], "us-east-1a");
    assert.deepEqual(done(await stack.preview(network())), []);
    assert.deepEqual(done(await stack.destroy()), ["delete a", "delete main"]);
    const cloud = await stack.startCloud();
    assert.deepEqual(cloud.world.everything(), []);
  });

  it("names what differs, and changes in place or replaces as AWS does", async () => {
    await deploy(network());
    const tagged = await stack.preview(network("10.0.0.0/16", { Name: "games" }));
    const [change] = tagged.steps.filter(({ op }) => op === "update");
    assert.deepEqual([change?.name, change?.diff], ["main", { tags: "add" }]);
    const moved = await deploy(network("10.1.0.0/16"));
    const replaced = moved.steps.filter(({ op }) => op === "replace");
    assert.deepEqual(
      replaced.map(({ name, diff }) => [name, diff]),
      [
        ["main", { cidrBlock: "update-replace" }],
        ["a", { cidrBlock: "update-replace", vpcId: "update-replace" }],
      ],
    );
  });

  it("keeps secrets secret in its state", async () => {
    const program = () => {
      const secret = pulumi.secret("s3cr3t");
      new aws.ssm.Parameter("token", { name: "/token", type: "SecureString", value: secret });
      const role = new aws.iam.Role("nodes", { assumeRolePolicy, description: secret });
      return Promise.resolve({ description: role.description });
    };
    const { outputs } = await deploy(program);
    assert.equal(outputs["description"], "s3cr3t");
    assert.ok(stack.savedState().includes("/token"));
    assert.ok(!stack.savedState().includes("s3cr3t"));
  });

  it("keeps a name that was made up, also after a refresh", async () => {
    const role = (description: string) => () => {
      const { name } = new aws.iam.Role("nodes", { assumeRolePolicy, description });
      return Promise.resolve({ name });
    };
    const first = await deploy(role("one"));
    await stack.refresh();
    const second = await deploy(role("two"));
    assert.deepEqual(done(second), ["update nodes"]);
    assert.equal(second.outputs["name"], first.outputs["name"]);
  });

  it("leaves alone what the program ignores, and keeps what it protects", async () => {
    const role = (description: string) => () => {
      const options = { ignoreChanges: ["description"], protect: true };
      new aws.iam.Role("nodes", { assumeRolePolicy, description }, options);
      return Promise.resolve();
    };
    await deploy(role("one"));
    assert.deepEqual(done(await deploy(role("two"))), []);
    const { errors } = await stack.destroy();
    assert.match(errors.join("\n"), /nodes" cannot be deleted\nbecause it is protected/);
  });

  it("replaces a thing with a name of its own after it is gone, and others before", async () => {
    const roles = (path: string) => () => {
      new aws.iam.Role("named", { assumeRolePolicy, path, name: "nodes" });
      new aws.iam.Role("made-up", { assumeRolePolicy, path });
      return Promise.resolve();
    };
    await deploy(roles("/a/"));
    const order = done(await deploy(roles("/b/")));
    const index = (step: string): number => order.indexOf(step);
    assert.ok(index("delete-replaced named") < index("create-replacement named"), order.join());
    assert.ok(index("create-replacement made-up") < index("delete-replaced made-up"), order.join());
  });

  it("imports what another stack made, by option and by command", async () => {
    const cloud = await stack.startCloud();
    const { outputs } = await deploy(network());
    const id = String(outputs["vpcId"]);
    const other = await TestStack.create();
    try {
      other.attach(cloud.environment);
      const adopt = () => {
        new aws.ec2.Vpc("adopted", { cidrBlock: "10.0.0.0/16" }, { import: id });
        return Promise.resolve();
      };
      const byOption = await other.up(adopt);
      assert.deepEqual([byOption.errors, done(byOption)], [[], ["import adopted"]]);
      const byCommand = await other.import("aws:ec2/vpc:Vpc", "again", id);
      assert.deepEqual(byCommand.errors, []);
      const ids = (await other.exported()).filter(({ type }) => type === "aws:ec2/vpc:Vpc");
      assert.deepEqual(
        ids.map((resource) => resource.id),
        [id, id],
      );
    } finally {
      await other.remove();
    }
  });

  it("sees in a refresh what somebody changed or took away", async () => {
    const cloud = await stack.startCloud();
    await deploy(network());
    const [vpc] = cloud.world.all("aws:ec2/vpc:Vpc");
    const [subnet] = cloud.world.all("aws:ec2/subnet:Subnet");
    cloud.world.put({ ...vpc!, inputs: { ...vpc!.inputs, enableDnsHostnames: true } });
    cloud.world.remove(subnet!);
    await stack.refresh();
    const after = await stack.preview(network());
    assert.deepEqual(
      after.steps.filter(({ op }) => op !== "same").map(({ op, name, diff }) => [op, name, diff]),
      [
        ["update", "main", { enableDnsHostnames: "delete" }],
        ["create", "a", {}],
      ],
    );
  });

  it("serves several providers at once, each with its Region and tags", async () => {
    const program = () => {
      const ireland = new aws.Provider("ireland", {
        region: "eu-west-1",
        defaultTags: { tags: { Project: "games" } },
      });
      const here = new aws.ec2.Vpc("here", { cidrBlock: "10.0.0.0/16" });
      const there = new aws.ec2.Vpc(
        "there",
        { cidrBlock: "10.1.0.0/16", tags: { env: "dev" } },
        { provider: ireland },
      );
      const region = aws.getRegionOutput({}, { provider: ireland });
      return Promise.resolve({
        here: here.arn,
        there: there.arn,
        tags: there.tagsAll,
        region: region.region,
      });
    };
    const { outputs } = await deploy(program);
    assert.match(String(outputs["here"]), /^arn:aws:ec2:us-east-1:/);
    assert.match(String(outputs["there"]), /^arn:aws:ec2:eu-west-1:/);
    assert.deepEqual(outputs["tags"], { Project: "games", env: "dev" });
    assert.equal(outputs["region"], "eu-west-1");
  });

  it("says what AWS refuses, and goes on from there", async () => {
    const wrong = () => {
      const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
      new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: "10.9.0.0/24" });
      return Promise.resolve();
    };
    const { errors } = await stack.up(wrong);
    assert.match(
      errors.join("\n"),
      /creating EC2 Subnet: operation error EC2: CreateSubnet, api error InvalidSubnet\.Range: The CIDR '10\.9\.0\.0\/24' is invalid\./,
    );
    assert.deepEqual(done(await deploy(network())), ["create a"]);
  });

  it("refuses wrong arguments before it does anything", async () => {
    const wrong = () => {
      new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", instanceTenancy: "shared" });
      return Promise.resolve();
    };
    const { errors } = await stack.preview(wrong);
    assert.match(
      errors.join("\n"),
      /instanceTenancy must be equal to one of the allowed values \(dedicated, default, host\), got "shared"/,
    );
  });
});
