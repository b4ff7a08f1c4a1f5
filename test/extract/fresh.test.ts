import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { inCache, pinned } from "../../tools/extract/wheels";
import { root } from "./schemas";

const run = promisify(execFile);

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
    // In a process of its own, for the memory that it takes; its exit code is the answer.
    const main = path.join(root, "tools", "extract", "main.ts");
    const args = ["-r", "ts-node/register", main, "simulator", "--check"];
    await run(process.execPath, args, { cwd: root });
  });
});
