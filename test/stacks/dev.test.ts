import assert from "node:assert/strict";
import { requireService } from "../setup";
import { describeDeployment, patience } from "./lifecycle";
import { LocalStack } from "./local-stack";

describeDeployment("dev");

describe("The dev stack", function () {
  this.timeout(patience);
  let stack: LocalStack;
  before(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.deployed("dev");
  });
  after(() => stack?.remove());

  it("is destroyed at the first attempt, and leaves nothing in the cloud", async () => {
    const run = await stack.destroy();
    assert.equal(run.ok, true, run.output);
    assert.deepEqual(await stack.state(), []);
    assert.deepEqual(stack.world(), []);
  });
});
