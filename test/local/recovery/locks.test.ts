import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { localFolders, type LocalFolders } from "../../../local/folders";
import { clearStackLocks, stackLocks } from "../../../local/recovery/locks";
import { isRunning } from "../../../simulator";

describe("The locks of the engine's backend", () => {
  let folder: string;
  let folders: LocalFolders;
  let lines: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "locks-"));
    folders = localFolders(folder, join(folder, "data"));
    lines = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const say = (line: string) => void lines.push(line);
  const lock = (pid: number | undefined, more: object = {}): string => {
    const locks = join(folders.pulumi, "state/.pulumi/locks/organization/games/dev");
    mkdirSync(locks, { recursive: true });
    const file = join(locks, "0a1b.json");
    const timestamp = new Date().toISOString();
    writeFileSync(file, JSON.stringify({ pid, hostname: hostname(), timestamp, ...more }));
    return file;
  };
  const gone = () => spawnSync(process.execPath, ["-e", ""]).pid;

  it("do not exist before the first run", async () => {
    await clearStackLocks(folders, say);
    assert.deepEqual([stackLocks(folders), lines], [[], []]);
  });

  it("are cleared if the process has ended", async () => {
    const pid = gone();
    const file = lock(pid);
    assert.deepEqual(stackLocks(folders), [file]);
    await clearStackLocks(folders, say);
    assert.equal(existsSync(file), false);
    assert.deepEqual(lines, [
      `Cleared the lock of process ${pid} on the stack dev: the process is gone.`,
    ]);
  });

  it("stay if the process is on another machine", async () => {
    const file = lock(gone(), { hostname: "elsewhere.example" });
    await clearStackLocks(folders, say);
    assert.equal(existsSync(file), true);
    assert.deepEqual(lines, []);
  });

  it("are cleared if another process has the id now", async () => {
    const file = lock(process.pid, { timestamp: "2020-01-01T00:00:00Z" });
    await clearStackLocks(folders, say);
    assert.equal(existsSync(file), false);
  });

  it("are waited for if the engine still runs", async () => {
    const engine = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 1000)"]);
    const file = lock(engine.pid);
    await clearStackLocks(folders, say);
    assert.equal(isRunning(engine.pid!), false);
    assert.equal(existsSync(file), false);
    assert.equal(lines[0], `Waiting for process ${engine.pid}, which an interrupted run started.`);
  });
});
