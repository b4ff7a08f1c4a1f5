import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { inCache, pinned } from "../../tools/extract/wheels";
import { root } from "./schemas";

const run = promisify(execFile);

/** Runs `npm run data -- simulator`, in a process of its own for the memory that it takes. */
function extract(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const main = path.join(root, "tools", "extract", "main.ts");
  return run(process.execPath, ["-r", "ts-node/register", main, "simulator", ...args], {
    cwd: root,
  });
}

describe("a fresh extraction", () => {
  it("gives the committed data", async function () {
    this.timeout(600_000);
    const wheels = pinned(["cfn-lint", "botocore"]);
    if (!inCache(wheels) && process.env["CI"] !== "true") {
      console.log(
        "      not run: the AWS models are not here yet; npm run data -- simulator gets them",
      );
      this.skip();
    }
    const { stdout, stderr } = await extract("--check");
    assert.equal(stdout + stderr, "");
  });
});
