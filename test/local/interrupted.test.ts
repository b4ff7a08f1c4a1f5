import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runNode, type Ended, type Kill } from "../../bench/killed-run";
import { localFolders, type LocalFolders } from "../../local/folders";
import { World } from "../../simulator";
import { requireService } from "../setup";

const checkout = join(__dirname, "interrupted-program");

describe("A local run after one that was interrupted", function () {
  this.timeout(240_000);
  let data: string;
  let folders: LocalFolders;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "interrupted-"));
    folders = localFolders(checkout, data);
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  const local = (args: string, kill?: Kill): Promise<Ended> => {
    const script = join(__dirname, "run-locally.ts");
    const all = ["-r", "ts-node/register", script, checkout, data, ...args.split(" ")];
    return runNode({ args: all, cwd: join(__dirname, "../.."), runFile: folders.runFile }, kill);
  };
  const up = "up --yes --skip-preview --stack dev";
  const destroy = "destroy --yes --skip-preview --stack dev";

  const exists = () => World.peek(folders.stateFile).filter(({ urn }) => urn !== undefined);

  async function stateUrns(): Promise<string[]> {
    const file = join(data, "state.json");
    const { code, output } = await local(`stack export --stack dev --file ${file}`);
    assert.equal(code, 0, output);
    const { deployment } = JSON.parse(readFileSync(file, "utf8")) as {
      deployment: { resources?: { urn: string; custom: boolean; type: string }[] };
    };
    return (deployment.resources ?? [])
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ urn }) => urn);
  }

  async function convergesAfter(kills: readonly Kill[]) {
    for (const kill of kills) await local(up, kill);
    const last = await local(up);
    assert.equal(last.code, 0, last.output);
    assert.equal(exists().length, 35);
    assert.deepEqual(
      (await stateUrns()).sort(),
      exists()
        .map(({ urn }) => urn)
        .sort(),
    );
  }

  /** Resolves when so many resources exist, which is in the middle of the update on every machine. */
  const at = (count: number) => async () => {
    while (!existsSync(folders.stateFile) || exists().length < count) await sleep(10);
  };
  const atMost = (count: number) => async () => {
    while (exists().length > count) await sleep(10);
  };

  it("converges after the run, the engine or both are killed, and destroys every resource", async () => {
    await convergesAfter([
      { victim: "all", moment: at(5) },
      { victim: "run", moment: at(14) },
      { victim: "engine", moment: at(24) },
    ]);
    await local(destroy, { victim: "all", moment: atMost(20) });
    const last = await local(destroy);
    assert.equal(last.code, 0, last.output);
    assert.deepEqual(World.peek(folders.stateFile), []);
  });

  it("finds nothing to clear after the terminal was closed", async () => {
    const hungUp = await local(up, { victim: "all", signal: "SIGHUP", moment: at(5) });
    assert.notEqual(hungUp.code, 0, hungUp.output);
    assert.notEqual(hungUp.code, null, hungUp.output);
    const next = await local(up);
    assert.equal(next.code, 0, next.output);
    assert.doesNotMatch(next.output, /Cleared|Added|Removed|Dropped/);
    assert.equal(exists().length, 35);
    assert.equal(existsSync(folders.runFile), false);
  });
});
