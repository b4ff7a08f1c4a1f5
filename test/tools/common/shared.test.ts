import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { join } from "node:path";
import { run } from "../../../tools/common/children";
import { requireSpace } from "../../../tools/common/disk";
import { findProgram } from "../../../tools/common/programs";
import { elapsed, partOf, terminalProgress } from "../../../tools/common/progress";
import { sandbox, type Sandbox } from "../sandbox";

describe("A disk", () => {
  const gib = 2 ** 30;

  it("with too little space is refused with both sizes", async () => {
    await assert.rejects(
      requireSpace("/cache", 4, "Cannot build it", () => Promise.resolve(3.26 * gib)),
      {
        name: "ToolError",
        message: [
          "Cannot build it.",
          "  Cause: It needs 4 GiB and the disk of /cache has 3.3 GiB left.",
          "  Fix:   Free some room, or set XDG_CACHE_HOME to a folder on a larger disk, and run the command again.",
        ].join("\n"),
      },
    );
  });

  it("with just enough space is accepted", async () => {
    await requireSpace("/cache", 4, "Cannot build it", () => Promise.resolve(4 * gib));
  });

  it("is measured for a folder that does not exist yet", async () => {
    const box = sandbox();
    await requireSpace(join(box.folder, "a", "b"), 0, "Cannot build it");
    await assert.rejects(requireSpace(join(box.folder, "a", "b"), 1e9, "Cannot build it"));
    box.remove();
  });
});

describe("A program", () => {
  let box: Sandbox;
  beforeEach(() => {
    box = sandbox();
  });
  afterEach(() => box.remove());

  const options = (): { env: NodeJS.ProcessEnv; cwd: string } => ({
    env: box.context.env,
    cwd: box.folder,
  });

  it("that succeeds is ok, with both outputs", async () => {
    const program = box.program("talk", "echo out; sleep 0.1; echo err >&2");
    assert.deepEqual(await run(program, [], options()), {
      ok: true,
      failure: "",
      output: "out\nerr",
    });
  });

  it("that fails has its exit code as the failure", async () => {
    const program = box.program("fail", "exit 7");
    assert.equal((await run(program, [], options())).failure, "exit code 7");
  });

  it("that does not exist is reported as a failure, not as an exception", async () => {
    const result = await run(join(box.folder, "nothing"), [], options());
    assert.equal(result.ok, false);
    assert.match(result.failure, /^spawn .*nothing ENOENT$/);
  });

  it("that exceeds its time limit is killed", async () => {
    const program = box.program("hang", "exec sleep 60");
    const { failure } = await run(program, [], { ...options(), timeout: 0.2 });
    assert.equal(failure, "killed after 0.2 s");
  });

  it("is the first executable file of its name on the PATH", () => {
    const first = box.program("tool", "", join(box.folder, "first"));
    const second = box.program("tool", "", join(box.folder, "second"));
    const path = `${box.folder}/nothing::${box.folder}/first:${box.folder}/second`;
    assert.equal(findProgram("tool", path), first);
    assert.equal(findProgram("tool", `${box.folder}/second:${box.folder}/first`), second);
    assert.equal(findProgram("first", box.folder), undefined, "a folder is not a program");
  });
});

describe("Progress", () => {
  it("in a log has a line for the start and a line for the end of a step", async () => {
    const stream = new PassThrough();
    const progress = terminalProgress(stream as unknown as NodeJS.WriteStream);
    assert.equal(await progress.step("Pulumi engine", () => Promise.resolve(42)), 42);
    assert.match(String(stream.read()), /^\S+ Pulumi engine\n\S+ Pulumi engine (\[.+\])?\n$/);
  });

  it("passes a failure on unchanged", async () => {
    const stream = new PassThrough();
    const failure = new Error("no");
    const progress = terminalProgress(stream as unknown as NodeJS.WriteStream);
    const thrown = await progress
      .step("Pulumi engine", () => Promise.reject(failure))
      .catch((error: unknown) => error);
    assert.equal(thrown, failure);
    assert.match(String(stream.read()), /Pulumi engine \[FAILED: see below\]/);
  });

  it("of a part is reported to the whole step", async () => {
    const reported: string[] = [];
    await partOf((text) => reported.push(text)).step("Go", (say) =>
      Promise.resolve(say("unpacking")),
    );
    assert.deepEqual(reported, ["Go", "Go: unpacking"]);
  });

  it("shows time in minutes and seconds", () => {
    assert.deepEqual([400, 59_400, 60_000, 125_000].map(elapsed), [
      "0 s",
      "59 s",
      "1 min 00 s",
      "2 min 05 s",
    ]);
  });
});
