import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { World } from "../../../simulator";
import { requireService } from "../../setup";
import { TestStack } from "./test-stack";

const SUBNETS = 40;

describe("A local cloud that is killed", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let server: ChildProcess | undefined;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create();
  });
  afterEach(async () => {
    server?.kill("SIGKILL");
    await stack?.remove();
  });

  const program = () => {
    const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
    for (let index = 0; index < SUBNETS; index++) {
      const name = `subnet-${index}`;
      new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24` });
    }
    return Promise.resolve();
  };

  async function serve(): Promise<ChildProcess> {
    const script = join(__dirname, "serve.ts");
    const child = spawn(process.execPath, ["-r", "ts-node/register", script, stack.stateFile], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    stack.attach(JSON.parse(line) as { PULUMI_DEBUG_PROVIDERS: string });
    return child;
  }

  /** Serves again, once the dead process' hold on the file has run out. */
  async function waitForLock(): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      try {
        await stack.startCloud();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(500);
      }
    }
  }

  /** Kills a local cloud in the middle of a run, a while after its first resource came. */
  async function killDuringRun(milliseconds: number): Promise<void> {
    server = await serve();
    await assert.rejects(stack.startCloud(), /world\.json is in use by another local run\./);
    const exit = once(server, "exit");
    const before = entries();
    const run = stack.up(program);
    await until(() => entries() > before);
    await sleep(milliseconds);
    server.kill("SIGKILL");
    await exit;
    assert.notDeepEqual((await run).errors, [], "the run was over before the kill");
  }

  const entries = (): number =>
    existsSync(stack.stateFile) ? World.peek(stack.stateFile).length : 0;

  it("leaves a state that can be read, and that the next run completes", async () => {
    await killDuringRun(0);
    await waitForLock();
    await stack.stopCloud();
    await killDuringRun(150);
    await waitForLock();
    assert.deepEqual((await stack.up(program)).errors, []);
    const subnets = World.peek(stack.stateFile).filter(({ type }) => type.includes("Subnet"));
    assert.equal(subnets.length, SUBNETS);
    assert.deepEqual((await stack.destroy()).errors, []);
    assert.deepEqual(World.peek(stack.stateFile), []);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}
