import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type { Fault } from "../../../simulator";
import { requireService } from "../../setup";
import { TestStack, type Run } from "./test-stack";

const subnet = "aws:ec2/subnet:Subnet";

describe("A bad day of the local cloud, seen through the engine,", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create();
  });
  afterEach(() => stack?.remove());

  async function upWith(...faults: Fault[]): Promise<Run> {
    await stack.startCloud(faults);
    return stack.up(() => {
      const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
      new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      return Promise.resolve();
    });
  }

  const made = (run: Run): string[] =>
    run.steps.filter(({ op }) => op === "create").map(({ name }) => name);

  it("is slow, or throttles a few calls: only time is lost", async () => {
    const run = await upWith(
      { effect: "slow", milliseconds: 300, times: "always" },
      { effect: "throttle", type: subnet, times: 3 },
    );
    assert.deepEqual([run.errors, made(run)], [[], ["main", "a"]]);
  });

  it("throttles for good: the run fails, the next one takes it up", async () => {
    const { errors } = await upWith({ effect: "throttle", type: subnet, times: "always" });
    assert.match(
      errors.join("\n"),
      /creating EC2 Subnet: operation error EC2: CreateSubnet, api error ThrottlingException: Rate exceeded/,
    );
    const next = await upWith();
    assert.deepEqual([next.errors, made(next)], [[], ["a"]]);
  });

  it("fails once: nothing was made, the next run makes it", async () => {
    const { errors } = await upWith({ effect: "fail", type: subnet, code: "InternalError" });
    assert.match(errors.join("\n"), /api error InternalError: /);
    const next = await upWith();
    assert.deepEqual([next.errors, made(next)], [[], ["a"]]);
  });

  it("loses an answer: the subnet is there, nobody knows it, and the next one is in its way", async () => {
    const { errors } = await upWith({ effect: "lose-answer", type: subnet });
    assert.match(errors.join("\n"), /api error RequestTimeout: /);
    const next = await upWith();
    assert.match(
      next.errors.join("\n"),
      /InvalidSubnet\.Conflict: The CIDR '10\.0\.0\.0\/24' conflicts with another subnet/,
    );
  });

  it("loses the answer of a deletion: the next one finds it done", async () => {
    await upWith();
    await stack.startCloud([{ effect: "lose-answer", operation: "delete", type: subnet }]);
    assert.match((await stack.destroy()).errors.join("\n"), /api error RequestTimeout: /);
    const cloud = await stack.startCloud();
    assert.deepEqual((await stack.destroy()).errors, []);
    assert.deepEqual(cloud.world.everything(), []);
  });
});
