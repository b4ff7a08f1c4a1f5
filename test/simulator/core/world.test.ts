import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SimulatorError } from "../../../simulator/errors";
import { World, type Entry } from "../../../simulator/world";

const root = join(__dirname, "../../..");

describe("The state of the local cloud", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "world-"));
    file = join(folder, "deep", "world.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
    provider: "aws",
    scope: "123456789012/us-east-1",
    type: "aws:ec2/vpc:Vpc",
    id,
    inputs: { cidrBlock: "10.0.0.0/16" },
    outputs: { arn: `arn:${id}` },
    urn: `urn:${id}`,
    ...more,
  });

  it("is the same in the next process", async () => {
    const first = await World.open(file);
    first.put(entry("vpc-1"));
    assert.equal(first.nextGeneration("urn:a"), 1);
    await first.commit();
    await first.close();
    const second = await World.open(file);
    assert.deepEqual(second.everything(), [entry("vpc-1")]);
    assert.equal(second.nextGeneration("urn:a"), 2);
    await second.close();
  });

  it("is readable by its owner only", async () => {
    const world = await World.open(file);
    await world.close();
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("can be looked at while another process works", async () => {
    const world = await World.open(file);
    world.put(entry("vpc-1"));
    await world.commit();
    assert.deepEqual(World.peek(file), [entry("vpc-1")]);
    await world.close();
  });

  it("belongs to one process at a time", async () => {
    const world = await World.open(file);
    await assert.rejects(
      World.open(file),
      new SimulatorError(
        `${file} is in use by another local run (process ${process.pid} on ${hostname()}). Wait until that run ends.`,
      ),
    );
    await world.close();
    await (await World.open(file)).close();
  });

  it("is told from other files", async () => {
    const other = join(folder, "other.json");
    writeFileSync(other, "nothing of ours");
    await assert.rejects(World.open(other), /other\.json is not a state of the local cloud/);
    writeFileSync(other, JSON.stringify({ version: 7 }));
    assert.throws(
      () => World.peek(other),
      new SimulatorError(
        `${other} has state version 7; this local cloud reads version 1. Empty it with --reset.`,
      ),
    );
  });

  it("is left alone by a process that could not read it", async () => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(file, "nothing of ours");
    await assert.rejects(World.open(file), /is not a state of the local cloud/);
    assert.deepEqual(readdirSync(join(folder, "deep")), ["world.json"]);
    rmSync(file);
    await (await World.open(file)).close();
  });

  it("is left alone by a process that could not write it", async () => {
    const world = await World.open(file);
    rmSync(file, { force: true });
    mkdirSync(join(file, "in the way"), { recursive: true });
    await assert.rejects(world.close(), { code: /EISDIR|ENOTEMPTY|EPERM/ });
    assert.deepEqual(readdirSync(join(folder, "deep")), ["world.json"]);
  });

  it("holds everything that was changed before a commit, however many there are at once", async () => {
    const world = await World.open(file);
    const commits = Array.from({ length: 50 }, (_, index) => {
      world.put(entry(`vpc-${index}`));
      return world.commit().then(() => {
        const saved = JSON.parse(readFileSync(file, "utf8")) as { entries: Entry[] };
        assert.ok(saved.entries.some(({ id }) => id === `vpc-${index}`));
      });
    });
    await Promise.all(commits);
    await world.close();
  });

  it("keeps things of one id in several Regions apart", async () => {
    const world = await World.open(file);
    world.put(entry("dev"));
    world.put(entry("dev", { scope: "123456789012/eu-west-1", inputs: {} }));
    assert.deepEqual(world.get("123456789012/eu-west-1", "aws:ec2/vpc:Vpc", "dev")?.inputs, {});
    assert.equal(world.all("aws:ec2/vpc:Vpc").length, 2);
    assert.equal(world.all("aws:ec2/vpc:Vpc", "123456789012/us-east-1").length, 1);
    await world.close();
  });

  it("loses with a thing what was made along with it", async () => {
    const world = await World.open(file);
    const madeWith = { type: "aws:ec2/vpc:Vpc", id: "vpc-1" };
    world.put(entry("vpc-1"));
    world.put(entry("vpc-2"));
    world.put(entry("rtb-1", { type: "aws:ec2/routeTable:RouteTable", madeWith }));
    world.remove(entry("vpc-1"));
    assert.deepEqual(
      world.everything().map(({ id }) => id),
      ["vpc-2"],
    );
    await world.close();
  });

  it("keeps its journal until the journal is cleared", async () => {
    const first = await World.open(file);
    const call = { operation: "create" as const, urn: "urn:a", provider: "urn:p::1" };
    first.journal.begin({ ...call, secretInputs: [] }).end("vpc-1");
    await first.close();
    const second = await World.open(file);
    assert.deepEqual(second.journal.entries, [
      { ...call, id: "vpc-1", secretInputs: [], secretOutputs: [], done: true },
    ]);
    second.journal.clear();
    await second.close();
    const third = await World.open(file);
    assert.deepEqual(third.journal.entries, []);
    await third.close();
  });

  describe("whose process was killed", () => {
    /** A process that opens the file, prints a line and works on until it is killed. */
    async function open(): Promise<ChildProcess> {
      const code = `require("./simulator/world").World.open(${JSON.stringify(file)})
        .then(() => console.log("open")); setInterval(() => undefined, 1000);`;
      const args = ["-r", "ts-node/register", "-e", code];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", 2] });
      await once(createInterface(child.stdout!), "line");
      return child;
    }

    it("is taken over at once, and says from whom", async function () {
      this.timeout(60_000);
      const child = await open();
      await assert.rejects(World.open(file), /in use by another local run \(process \d+ on /);
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      writeFileSync(`${file}.1234567`, "a copy that it had begun to write");
      const start = Date.now();
      const world = await World.open(file);
      assert.ok(Date.now() - start < 5000, "waited for the lock to become stale");
      assert.equal(world.takenFrom, child.pid);
      assert.equal(existsSync(`${file}.1234567`), false);
      await world.close();
      assert.deepEqual(readdirSync(join(folder, "deep")), ["world.json"]);
    });
  });
});
