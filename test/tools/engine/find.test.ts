import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type { Engine } from "../../../tools/engine/engine";
import { findEngine, hasEngine } from "../../../tools/engine/find";
import { engineRecipe, languageHostRecipe } from "../../../tools/engine/recipes";
import { installationFolder } from "../../../tools/common/install";
import { fakeGo, fakePulumi, sandbox, type Sandbox } from "../sandbox";

/** An address where no server listens. */
const noSite = "http://127.0.0.1:1";

describe("The engine", () => {
  let box: Sandbox;
  let find: (engine?: string, site?: string) => Promise<Engine>;

  beforeEach(() => {
    box = sandbox();
    find = (engine, site = noSite) => findEngine({ engine, site, context: box.context });
  });
  afterEach(() => box.remove());

  /** A complete command line tool: the engine and its language host in one folder. */
  function complete(version: string, folder: string): string {
    box.program("pulumi-language-nodejs", "", folder);
    return box.program("pulumi", fakePulumi(version), folder);
  }

  const built = (): string => join(cached(), "pulumi");
  const cached = (): string => installationFolder(engineRecipe, box.context.cache);
  const host = (): string => installationFolder(languageHostRecipe, box.context.cache);

  it("named with --engine takes precedence over all others", async () => {
    const program = complete("3.300.0", join(box.folder, "mine"));
    box.context.env["EKS_SCENARIOS_ENGINE"] = complete("3.299.0", join(box.folder, "other"));
    complete("3.298.0", box.bin);
    assert.deepEqual(await find(program), {
      program,
      version: "3.300.0",
      source: "option",
      pathEntries: [dirname(program)],
      passedOver: [],
    });
  });

  it("named by EKS_SCENARIOS_ENGINE takes precedence over the one on the PATH", async () => {
    const program = complete("3.299.0", join(box.folder, "other"));
    box.context.env["EKS_SCENARIOS_ENGINE"] = program;
    complete("3.298.0", box.bin);
    const engine = await find();
    assert.equal(engine.program, program);
    assert.equal(engine.source, "environment");
  });

  it("on the PATH takes precedence over the one in the cache, and its folder keeps its position there", async () => {
    box.program("go", fakeGo());
    await find();
    const program = complete("3.255.0", box.bin);
    assert.deepEqual(await find(), {
      program,
      version: "3.255.0",
      source: "path",
      pathEntries: [box.bin],
      passedOver: [],
    });
  });

  it("on the PATH without a language host gets this project's", async () => {
    box.program("go", fakeGo());
    const program = box.program("pulumi", fakePulumi("3.298.0"));
    const engine = await find();
    assert.equal(engine.program, program);
    assert.deepEqual(engine.pathEntries, [host()]);
  });

  it("on the PATH is skipped for the one in the cache if it is too old", async () => {
    box.program("go", fakeGo());
    await find();
    const old = complete("3.254.9", box.bin);
    const engine = await find();
    assert.equal(engine.program, built());
    assert.equal(engine.source, "cache");
    assert.deepEqual(engine.passedOver, [
      `${old} on the PATH: It is version 3.254.9, and 3.255.0 or later is needed for policy packs that are executable files (3.255.0) and \`pulumi policy analyze\` (3.249.0).`,
    ]);
  });

  it("is built once if the vendor's site does not answer", async () => {
    box.program("go", fakeGo());
    assert.equal(await hasEngine({ context: box.context }), false);
    assert.deepEqual(await find(), {
      program: built(),
      version: "3.258.0",
      source: "built",
      pathEntries: [cached()],
      passedOver: ["The vendor's download: its site does not answer."],
    });
    assert.equal(await hasEngine({ context: box.context }), true);
    assert.equal((await find()).source, "cache");
    const builds = readFileSync(join(box.folder, "home", "builds"), "utf8");
    assert.equal(builds, "build\nbuild\n", "one for the engine, one for the language host");
  });

  describe("of the vendor", () => {
    let server: Server;
    let site: string;

    before(async () => {
      server = createServer((_request, response) => response.end());
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => server.close());

    const npmThatInstalls = `
bin=$PULUMI_HOME/versions/$PULUMI_VERSION/bin
mkdir -p "$bin"
for name in pulumi pulumi-language-nodejs; do
  printf "#!/bin/sh\\necho v$PULUMI_VERSION\\n" > "$bin/$name"; chmod +x "$bin/$name"
done
echo "$@" > "$HOME/npm"`;

    it("is downloaded with its language host if the site answers", async () => {
      box.program("npm", npmThatInstalls);
      const engine = await find(undefined, site);
      assert.equal(engine.source, "official");
      assert.equal(engine.version, "3.265.0");
      assert.deepEqual(engine.pathEntries, [dirname(engine.program)]);
      assert.equal(
        readFileSync(join(box.folder, "home", "npm"), "utf8"),
        "exec --yes -- pulumi@3.265.0 version\n",
      );
      assert.equal((await find()).source, "cache");
    });

    it("is replaced by a build if the download fails, and the reason is kept", async () => {
      box.program("npm", "echo pulumi: fetch failed; exit 1");
      box.program("go", fakeGo());
      const engine = await find(undefined, site);
      assert.equal(engine.source, "built");
      assert.deepEqual(engine.passedOver, [
        [
          "Cannot download the Pulumi command line tool 3.265.0.",
          "  Cause: It ended with exit code 1. Its output:",
          "    pulumi: fetch failed",
          "  Fix:   Read the lines above; once their cause is gone, run the command again.",
        ].join("\n"),
      ]);
    });
  });

  describe("that is named", () => {
    const fix =
      "Name a pulumi program of version 3.255.0 or later, or none to let this project get one.";

    async function refusal(program: string): Promise<string> {
      const error = await find(program).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Error);
      return error.message;
    }

    it("and does not exist is refused", async () => {
      const program = join(box.folder, "nothing");
      assert.equal(
        await refusal(program),
        `Cannot use the engine ${program} (--engine).\n  Cause: No executable program has that name.\n  Fix:   ${fix}`,
      );
    });

    it("and is not executable is refused", async () => {
      const program = box.program("pulumi", fakePulumi("3.300.0"));
      chmodSync(program, 0o644);
      assert.match(await refusal(program), /No executable program has that name\./);
    });

    it("by the variable and does not exist is refused with the variable's name", async () => {
      box.context.env["EKS_SCENARIOS_ENGINE"] = join(box.folder, "nothing");
      await assert.rejects(
        find(),
        /^ToolError: Cannot use the engine \S+ \(EKS_SCENARIOS_ENGINE\)/,
      );
    });

    it("and is a folder is refused", async () => {
      mkdirSync(join(box.folder, "pulumi"));
      assert.match(
        await refusal(join(box.folder, "pulumi")),
        /No executable program has that name/,
      );
    });

    it("and is too old is refused", async () => {
      assert.match(
        await refusal(box.program("pulumi", fakePulumi("2.25.2"))),
        /Cause: It is version 2\.25\.2, and 3\.255\.0 or later is needed for policy packs/,
      );
    });

    it("and fails is refused with its output", async () => {
      assert.match(
        await refusal(box.program("pulumi", "echo broken; exit 3")),
        /Cause: It does not run: exit code 3 broken\.$/m,
      );
    });

    it("and is not Pulumi is refused", async () => {
      assert.match(
        await refusal(box.program("pulumi", "echo hello")),
        /Cause: `pulumi version` prints no version\.$/m,
      );
    });
  });

  it("writes nothing into a user's home when its version is read", async () => {
    const script = `echo "$PULUMI_HOME $PULUMI_ACCESS_TOKEN" > "${box.folder}/seen"; ${fakePulumi("3.300.0")}`;
    box.context.env["PULUMI_ACCESS_TOKEN"] = "a user's token";
    box.program("pulumi-language-nodejs", "");
    box.program("pulumi", script);
    await find();
    const seen = readFileSync(join(box.folder, "seen"), "utf8");
    assert.equal(seen, `${join(box.context.cache, "home")} \n`);
  });

  it("in the cache is built again if it is incomplete", async () => {
    box.program("go", fakeGo());
    await find();
    writeFileSync(built(), "#!/bin/sh\n");
    const engine = await find();
    assert.equal(engine.source, "built");
    assert.match(readFileSync(built(), "utf8"), /3\.258\.0/);
  });
});
