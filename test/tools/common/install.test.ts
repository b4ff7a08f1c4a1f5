import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { languageHostRecipe as recipe } from "../../../tools/engine/recipes";
import { findInstalled, install, installationFolder } from "../../../tools/common/install";
import { fakeGo, sandbox, type Sandbox } from "../sandbox";

describe("An installation", () => {
  let box: Sandbox;
  let folder: string;
  let program: string;

  beforeEach(() => {
    box = sandbox();
    folder = installationFolder(recipe, box.context.cache);
    program = join(folder, recipe.program);
  });
  afterEach(() => box.remove());

  const builds = (): number =>
    readFileSync(join(box.folder, "home", "builds"), "utf8")
      .trim()
      .split("\n").length;

  /** Everything next to the installation: locks, drafts. */
  const leftovers = (): string[] =>
    readdirSync(join(folder, "..")).filter((name) => !folder.endsWith(name));

  it("is created once and found afterwards", async () => {
    box.program("go", fakeGo());
    assert.equal(await findInstalled(recipe, box.context), undefined);
    assert.equal(await install(recipe, box.context), folder);
    assert.equal(await install(recipe, box.context), folder);
    assert.equal(builds(), 1);
    assert.deepEqual(leftovers(), []);
  });

  it("with other ingredients has another folder", () => {
    const other = { ...recipe, ingredients: `${recipe.ingredients} and more` };
    assert.notEqual(installationFolder(other, box.context.cache), folder);
  });

  const damages: Record<string, () => void> = {
    "whose program was cut short": () => truncateSync(program, 5),
    "whose program runs and is not the one that was installed": () =>
      appendFileSync(program, "# more"),
    "whose program is gone": () => rmSync(program),
    "that lost its manifest": () => rmSync(join(folder, "manifest.json")),
    "whose manifest is no JSON": () => writeFileSync(join(folder, "manifest.json"), '{"size":'),
    "whose program no longer runs": () => {
      const text = readFileSync(program, "utf8");
      writeFileSync(program, text.replace("echo", "fals"));
    },
  };
  for (const [damaged, damage] of Object.entries(damages)) {
    it(`${damaged} is created again`, async () => {
      box.program("go", fakeGo());
      await install(recipe, box.context);
      damage();
      assert.equal(await findInstalled(recipe, box.context), undefined);
      await install(recipe, box.context);
      assert.equal(builds(), 2);
      assert.equal(await findInstalled(recipe, box.context), folder);
    });
  }

  it("does not remove the draft of a running process", async () => {
    box.program("go", fakeGo());
    const draft = `.draft-${basename(folder)}-${process.pid}-other`;
    mkdirSync(join(folder, "..", draft), { recursive: true });
    await install(recipe, box.context);
    assert.deepEqual(leftovers(), [draft]);
  });

  it("that does not run is refused and removed", async () => {
    box.program("go", `${fakeGo()}\ncase "$1" in -o) echo 'echo boo; exit 4' > "$2" ;; esac`);
    await assert.rejects(install(recipe, box.context), {
      message: [
        "Cannot install Pulumi language host for Node.js 3.68.0.",
        "  Cause: It was installed and does not run: exit code 4: boo",
        "  Fix:   Run the command again; if it fails the same way, report it with this text.",
      ].join("\n"),
    });
    assert.deepEqual(readdirSync(join(folder, "..")), []);
  });

  it("that prints another version is refused", async () => {
    box.program("go", fakeGo());
    const other = { ...recipe, check: { args: [], prints: "9.9.9" } };
    await assert.rejects(
      install(other, box.context),
      /does not run: it printed "3\.258\.0 -typescript" instead of "9\.9\.9"/,
    );
  });

  it("on a full disk fails with the reason", async () => {
    const full = { ...recipe, fill: () => Promise.reject(errno("ENOSPC")) };
    await assert.rejects(install(full, box.context), {
      message: [
        "Cannot install Pulumi language host for Node.js 3.68.0.",
        `  Cause: The disk of ${box.context.cache} is full.`,
        "  Fix:   Free some room, or set XDG_CACHE_HOME to a folder on a larger disk, and run the command again.",
      ].join("\n"),
    });
  });

  it("in a read-only folder fails with the reason", async () => {
    const locked = { ...recipe, fill: () => Promise.reject(errno("EACCES")) };
    await assert.rejects(install(locked, box.context), {
      message: [
        "Cannot install Pulumi language host for Node.js 3.68.0.",
        "  Cause: The cache folder cannot be written: EACCES.",
        `  Fix:   Make ${box.context.cache} writable, or set XDG_CACHE_HOME to a folder that is.`,
      ].join("\n"),
    });
  });

  describe("in a separate process", () => {
    let running: ChildProcess[];
    beforeEach(() => {
      running = [];
      // The build continues when the test creates this file.
      const wait = 'echo $$ > "$HOME/go"; while [ ! -e "$HOME/go-on" ]; do sleep 0.05; done';
      box.program("go", fakeGo({ before: wait }));
    });
    afterEach(() => running.forEach((child) => child.kill("SIGKILL")));

    const letBuild = (): void => writeFileSync(join(box.folder, "home", "go-on"), "");

    /** A process that installs the recipe, and its reports and output so far. */
    function installer(): { child: ChildProcess; output: () => string; ended: Promise<unknown> } {
      const script = join(__dirname, "install-language-host.ts");
      const child = spawn(process.execPath, ["-r", "ts-node/register", script, box.context.cache], {
        env: { ...box.context.env },
        stdio: ["ignore", "pipe", "inherit"],
      });
      running.push(child);
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
      return { child, output: () => text, ended: new Promise((done) => child.once("close", done)) };
    }

    const building = (): Promise<void> =>
      until(() => existsSync(join(box.folder, "home", "builds")));

    it("waits for another one that is under way, reports it, and uses its result", async function () {
      this.timeout(60_000);
      const first = installer();
      await building();
      const second = installer();
      await until(() => second.output().includes("another run is installing it"));
      letBuild();
      await Promise.all([first.ended, second.ended]);
      assert.ok(first.output().endsWith(`${folder}\n`));
      assert.ok(second.output().endsWith(`${folder}\n`));
      assert.equal(builds(), 1);
      assert.deepEqual(leftovers(), []);
    });

    it("that is killed leaves no files in use, and the next run completes it", async function () {
      this.timeout(60_000);
      const first = installer();
      await building();
      first.child.kill("SIGKILL");
      await first.ended;
      assert.equal(leftovers().length, 2, "the lock and the draft of the killed one");
      assert.equal(await findInstalled(recipe, box.context), undefined);
      // The next run takes over a lock that was not renewed for a while: simulate that time.
      const longAgo = new Date(Date.now() - 60_000);
      utimesSync(`${folder}.lock`, longAgo, longAgo);
      letBuild();
      assert.equal(await install(recipe, box.context), folder);
      assert.equal(builds(), 2);
      assert.deepEqual(leftovers(), []);
    });

    it("that is interrupted stops its build and releases the lock for the next run", async function () {
      this.timeout(60_000);
      const first = installer();
      await building();
      first.child.kill("SIGINT");
      await first.ended;
      assert.equal(first.child.exitCode, 130);
      assert.equal(existsSync(`${folder}.lock`), false);
      await until(() => !isRunning(Number(readFileSync(join(box.folder, "home", "go"), "utf8"))));
      assert.equal(await findInstalled(recipe, box.context), undefined);
      letBuild();
      assert.equal(await install(recipe, box.context), folder);
      assert.deepEqual(leftovers(), []);
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}
