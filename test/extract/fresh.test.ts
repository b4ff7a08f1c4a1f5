import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { requireService } from "../setup";
import { root } from "./schemas";

const run = promisify(execFile);

describe("A fresh extraction", () => {
  it("equals the committed data", async function () {
    await requireService("packages", this);
    this.timeout(600_000);
    // In a separate process because of its memory; its exit code is the result.
    const main = path.join(root, "tools", "extract", "main.ts");
    const args = ["-r", "ts-node/register", main, "simulator", "--check"];
    await run(process.execPath, args, { cwd: root });
  });
});
