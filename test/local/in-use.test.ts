import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { World } from "../../simulator";
import { localFolders } from "../../local/folders";
import { userFolders } from "./user-folders";

const root = join(__dirname, "../..");

describe("A local run beside another one", () => {
  it("reports that the local cloud is in use and does nothing else", async function () {
    this.timeout(60_000);
    const data = mkdtempSync(join(tmpdir(), "in-use-"));
    // env-paths reads the first on Linux and the second on macOS.
    const env = { ...process.env, XDG_DATA_HOME: data, HOME: data };
    const { stateFile } = localFolders(root, userFolders(env).data);
    const world = await World.open(stateFile);
    try {
      const { status, stderr } = spawnSync(
        process.execPath,
        ["-r", "ts-node/register", "local/main.ts", "--reset"],
        { cwd: root, env, encoding: "utf8" },
      );
      assert.equal(
        stderr,
        `${stateFile} is in use by another local run (process ${process.pid} on ${hostname()}). Wait until that run ends.\n`,
      );
      assert.equal(status, 1);
    } finally {
      await world.close();
      rmSync(data, { recursive: true });
    }
  });
});
