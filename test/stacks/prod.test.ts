import assert from "node:assert/strict";
import { requireService } from "../setup";
import { changesOf } from "./events";
import { describeDeployment, patience } from "./lifecycle";
import { LocalStack } from "./local-stack";

describeDeployment("prod");

describe("The prod stack, which is protected from deletion", function () {
  this.timeout(patience);
  let stack: LocalStack;
  before(async function () {
    await requireService("engine", this);
    this.timeout(patience);
    stack = await LocalStack.deployed("prod");
  });
  after(() => stack?.remove());

  const inCloud = () => stack.world().map(({ id }) => id);

  it("is not destroyed, and none of its resources changes", async () => {
    const before = inCloud();
    const run = await stack.destroy({ previewed: true });
    assert.equal(run.ok, false);
    assert.match(run.output, /cluster-eksCluster.+cannot be deleted\s+because it is protected/s);
    assert.deepEqual(inCloud(), before);
  });

  it("keeps its cluster and network through AWS's protection if Pulumi's is removed", async () => {
    await stack.pulumiOrFail(["state", "unprotect", "--all", "--yes"]);
    const run = await stack.destroy();
    assert.equal(run.ok, false);
    assert.equal(
      run.errors[0],
      "deleting EKS Cluster: operation error EKS: DeleteCluster, api error " +
        "InvalidRequestException: Cluster cannot be deleted because deletion protection is enabled. " +
        "Disable deletion protection and try again.",
    );
    const types = new Set(stack.world().map(({ type }) => type));
    for (const kept of [
      "aws:eks/cluster:Cluster",
      "aws:ec2/vpc:Vpc",
      "aws:ec2/subnet:Subnet",
      "aws:kms/key:Key",
    ]) {
      assert(types.has(kept), kept);
    }
  });

  it("is restored completely, and destroyed after its configuration removes the protection", async () => {
    stack.configure({ cluster: { deletionProtection: false } });
    await stack.deploy();
    assert.deepEqual(changesOf(await stack.preview()), []);
    const run = await stack.destroy();
    assert.equal(run.ok, true, run.output);
    assert.deepEqual(stack.world(), []);
  });
});
