import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fetchWheels, inCache, pinned } from "../../tools/extract/wheels";
import type { ToolContext } from "../../tools/common/context";

describe("Wheels", () => {
  let folder: string;
  let context: ToolContext;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "wheels-"));
    const progress = { step: () => Promise.reject(new Error("not used")) };
    context = { cache: path.join(folder, "cache"), env: { PATH: folder }, progress };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A python3 that runs this shell script. */
  function python(script: string): void {
    const file = path.join(folder, "python3");
    writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(file, 0o755);
  }

  const cached = (): string[] => readdirSync(path.join(context.cache, "wheels"));

  it("are pinned in one file, each with its folder in the cache", () => {
    const [wheel] = pinned(["cfn-lint"], context);
    assert.match(wheel?.version ?? "", /^\d+\.\d+\.\d+$/);
    const name = `cfn-lint-${wheel?.version}`;
    assert.equal(wheel?.folder, path.join(context.cache, "wheels", name));
  });

  it("must be pinned", () => {
    assert.throws(() => pinned(["boto3"], context), {
      message: "boto3 is not pinned in tools/extract/requirements.txt.",
    });
  });

  it("are downloaded by version and hash, unpacked, and downloaded only once", async () => {
    python(`
      case "$*" in
        *pip*) cp requirements.txt ${folder}/asked; echo "$*" > ${folder}/args; touch cfn_lint.whl ;;
        *zipfile*) mkdir unpacked; echo data > unpacked/file ;;
      esac`);
    const wheels = pinned(["cfn-lint"], context);
    assert.equal(inCache(wheels), false);
    await fetchWheels(wheels, context);
    assert.equal(inCache(wheels), true);
    assert.match(readFileSync(path.join(folder, "asked"), "utf8"), /^cfn-lint==\S+ --hash=sha256:/);
    assert.match(readFileSync(path.join(folder, "args"), "utf8"), / --require-hashes /);
    assert.equal(readFileSync(path.join(wheels[0]?.folder ?? "", "file"), "utf8"), "data\n");
    assert.equal(cached().length, 1);

    python("exit 1");
    await fetchWheels(wheels, context);
  });

  it("cause an error without Python that names the program to install", async () => {
    const wheels = pinned(["cfn-lint"], context);
    await assert.rejects(fetchWheels(wheels, context), {
      name: "ToolError",
      message:
        `Cannot download cfn-lint ${wheels[0]?.version}.\n` +
        "  Cause: python3 is not on the PATH.\n" +
        "  Fix:   Install Python 3.9 or later with pip (on Debian and Ubuntu: python3-pip).",
    });
    assert.deepEqual(cached(), []);
  });

  const failures = [
    [
      "NewConnectionError: failed to establish a new connection",
      "A package registry cannot be reached.",
    ],
    [
      "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES",
      "What was downloaded is not what this project pinned by checksum.",
    ],
    [
      "ERROR: No matching distribution found for cfn-lint",
      "The package registry refused a package.",
    ],
  ];
  for (const [output, cause] of failures) {
    it(`that cannot be downloaded (${output}) cause the error: ${cause}`, async () => {
      python(`echo "${output}" >&2; exit 1`);
      await assert.rejects(fetchWheels(pinned(["botocore"], context), context), (error: Error) => {
        assert.ok(error.message.startsWith("Cannot download botocore "));
        assert.ok(error.message.includes(`  Cause: ${cause}`), error.message);
        return true;
      });
      assert.deepEqual(cached(), []);
    });
  }

  it("leave no files behind if unpacking is interrupted", async () => {
    python(`
      case "$*" in
        *pip*) touch cfn_lint.whl ;;
        *zipfile*) mkdir unpacked; echo half > unpacked/file; exit 1 ;;
      esac`);
    await assert.rejects(fetchWheels(pinned(["cfn-lint"], context), context), {
      message: /^Cannot unpack cfn_lint\.whl\./,
    });
    assert.deepEqual(cached(), []);
  });
});
