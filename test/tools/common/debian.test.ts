import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { debianRecipe } from "../../../tools/common/debian";
import { findOnPath, install } from "../../../tools/common/install";
import { sandbox, type Sandbox } from "../sandbox";

const recipe = debianRecipe({
  name: "fake",
  title: "the fake server",
  packages: ["fake-server", "fake-utils"],
  programs: ["usr/bin/fake-check", "usr/sbin/fake"],
  check: { args: ["-v"], prints: "fake 1" },
});

/** Writes down its arguments, and "downloads" a package for each name at their end. */
const apt = `
echo "$*" >> "$HOME/apt"
for word in "$@"; do
  case "$word" in
    Dir::Cache::archives=*) archives=\${word#*=} ;;
    fake-*) echo package > "$archives/$word.deb" ;;
  esac
done`;

/** "Unpacks" the programs, which print where they look for libraries. */
const dpkg = `
mkdir -p "$3/usr/bin" "$3/usr/sbin" "$3/usr/lib/x86_64-linux-gnu"
for program in bin/fake-check sbin/fake; do
  printf '#!/bin/sh\\necho fake 1 "$@" "$LD_LIBRARY_PATH"\\n' > "$3/usr/$program"
  chmod +x "$3/usr/$program"
done`;

describe("Programs from Debian packages", () => {
  let box: Sandbox;

  beforeEach(() => {
    box = sandbox();
    // The scripts are run with the PATH of the sandbox.
    for (const name of ["dirname"]) box.program(name, `exec ${name} "$@"`);
  });
  afterEach(() => box.remove());

  it("are unpacked into the cache, each with a script that finds its libraries", async () => {
    box.program("apt-get", apt);
    box.program("dpkg-deb", dpkg);
    const folder = await install(recipe, box.context);
    const output = execFileSync(join(folder, "bin", "fake"), ["-x"], { encoding: "utf8" });
    assert.equal(output, `fake 1 -x ${folder}/usr/lib/x86_64-linux-gnu\n`);
    assert.equal(existsSync(join(folder, "apt")), false);
  });

  it("are downloaded without changes to the system, also those that it has", async () => {
    box.program("apt-get", apt);
    box.program("dpkg-deb", dpkg);
    await install(recipe, box.context);
    const [update = "", fetch = ""] = readFileSync(join(box.folder, "home", "apt"), "utf8").split(
      "\n",
    );
    assert.match(update, /update$/);
    assert.match(
      fetch,
      /install --reinstall --download-only --yes --no-install-recommends fake-server fake-utils$/,
    );
    for (const line of [update, fetch]) {
      for (const option of ["Dir::State::lists", "Dir::Cache", "Dir::Cache::archives"]) {
        assert(line.includes(`${option}=${box.context.cache}/`), `${option} in ${line}`);
      }
    }
  });

  it("cause an error if apt-get is missing", async () => {
    await assert.rejects(install(recipe, box.context), {
      name: "ToolError",
      message: [
        `Cannot install the fake server ${recipe.version}.`,
        "  Cause: apt-get is not on the PATH: this is not Debian or Ubuntu.",
        "  Fix:   Install fake-check and fake with your system's packages, so that they are on the PATH.",
      ].join("\n"),
    });
  });

  it("cause an error with the output if a package cannot be downloaded", async () => {
    box.program("apt-get", 'echo "E: Unable to locate package fake-server"; exit 100');
    await assert.rejects(install(recipe, box.context), {
      message: [
        `Cannot install the fake server ${recipe.version}.`,
        "  Cause: It ended with exit code 100. Its output:",
        "    E: Unable to locate package fake-server",
        "  Fix:   Read the lines above; once their cause is gone, run the command again.",
      ].join("\n"),
    });
  });

  it("are not installed if the system has all of them, also in sbin", () => {
    box.program("fake-check", "true");
    assert.equal(findOnPath(recipe, box.context), undefined);
    const fake = box.program("fake", "true", join(box.folder, "sbin"));
    assert.deepEqual(findOnPath(recipe, box.context), {
      "fake-check": join(box.bin, "fake-check"),
      fake,
    });
  });
});
