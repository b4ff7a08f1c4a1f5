import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../tools/engine/engine";
import { findEngine } from "../../../tools/engine/find";
import { run } from "../../../tools/common/children";
import { dependencies, version } from "../../../policy/package.json";
import { requireService } from "../../setup";
import { runPulumi, writeConfiguration } from "./team";

const root = join(__dirname, "../../..");
const program = join(root, "policy/pack");

/** An exported stack with one volume in a Wavelength Zone. */
const exported = {
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
    resources: [
      resource("pulumi:pulumi:Stack", "shop-dev", undefined),
      resource("aws:ebs/volume:Volume", "data", {
        availabilityZone: "us-east-1-wl1-bos-wlz-1",
        type: "gp3",
        encrypted: true,
        tags: { Project: "shop", Stack: "dev", ManagedBy: "pulumi" },
      }),
    ],
  },
};

const violation =
  'wavelength-gp2-volumes | data | type must be gp2 in the Wavelength Zone us-east-1-wl1-bos-wlz-1; it is "gp3".';

describe("A state file that is analyzed without a login", function () {
  this.timeout(120_000);
  let engine: Engine;
  let folder: string;

  before(async function () {
    await requireService("engine", this);
    engine = await findEngine();
    folder = mkdtempSync(join(tmpdir(), "analyze-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify(exported));
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const analyze = (pack: string, configuration: object = {}) => {
    const config = writeConfiguration(folder, configuration);
    const file = join(folder, "state.json");
    const options = [
      "--json",
      "--file",
      file,
      "--policy-pack",
      pack,
      "--policy-pack-config",
      config,
    ];
    return runPulumi(engine, folder, ["policy", "analyze", ...options]);
  };

  it("fails with a violation", async () => {
    const { ok, mandatory, advisory } = await analyze(program);
    assert.deepEqual(
      { ok, mandatory, advisory },
      { ok: false, mandatory: [violation], advisory: [] },
    );
  });

  it("passes with an exemption, which is reported", async () => {
    const exemption = {
      rule: "wavelength-gp2-volumes",
      resource: "urn:pulumi:dev::shop::*::data",
      reason: "the zone got gp3 last week",
      expires: "2999-12-31",
      owner: "games",
    };
    const { ok, mandatory, advisory } = await analyze(program, {
      "pack-settings": { exemptions: [exemption] },
    });
    assert.deepEqual(
      { ok, mandatory, advisory },
      {
        ok: true,
        mandatory: [],
        advisory: [
          "wavelength-gp2-volumes | data | Exempt until 2999-12-31 (games: the zone got gp3 last week).",
        ],
      },
    );
  });

  it("is checked with levels per area and with the engine's level for all", async () => {
    const byArea = await analyze(program, {
      "pack-settings": { levels: { wavelength: "advisory" } },
    });
    const forAll = await analyze(program, { all: "advisory" });
    for (const { ok, advisory } of [byArea, forAll]) {
      assert.deepEqual({ ok, advisory }, { ok: true, advisory: [violation] });
    }
  });

  it("gets the same findings from the packed pack as from the checkout", async () => {
    const pack = await unpack(folder);
    assert.deepEqual(readdirSync(pack).sort(), [
      "PulumiPolicy.yaml",
      "README.md",
      "dist",
      "load.js",
      "node_modules",
      "pack",
      "package.json",
      "report",
      "start.js",
    ]);
    assert.equal(existsSync(join(pack, "dist/policy/rules/tags/required-tags.js")), true);
    assert.deepEqual(undeclared(pack), []);
    const { ok, mandatory, output } = await analyze(join(pack, "pack"));
    assert.deepEqual({ ok, mandatory }, { ok: false, mandatory: [violation] });
    writeFileSync(join(folder, "events.json"), output);
    const report = await run("node", [join(pack, "report"), "events.json"], {
      cwd: folder,
      env: process.env,
    });
    assert.match(report.output, /^## Policies: ❌ 1 to fix\n/);
  });
});

function resource(type: string, name: string, inputs: object | undefined) {
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return inputs
    ? { urn, custom: true, id: name, type, inputs, outputs: { id: name, ...inputs } }
    : { urn, custom: false, type };
}

/** Packages that the compiled files load and `package.json` does not name. */
function undeclared(pack: string): string[] {
  const files = readdirSync(join(pack, "dist"), { recursive: true, encoding: "utf8" });
  const loaded = files
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(join(pack, "dist", file), "utf8"))
    .flatMap((code) => [...code.matchAll(/require\("((?:@[^/"]+\/)?[^./"][^/"]*)/g)])
    .map(([, name = ""]) => name)
    .filter((name) => !name.startsWith("node:"));
  return [...new Set(loaded)].filter((name) => !Object.hasOwn(dependencies, name));
}

/** What `pulumi policy publish` uploads, unpacked, with its dependencies beside it. */
async function unpack(folder: string): Promise<string> {
  const target = join(folder, "published");
  mkdirSync(target);
  const env = { ...process.env, npm_config_loglevel: "error" };
  const steps: [string, string[], string][] = [
    ["npm", ["pack", "--pack-destination", target], join(root, "policy")],
    ["tar", ["-xzf", `eks-scenarios-policy-${version}.tgz`], target],
  ];
  for (const [command, args, cwd] of steps) {
    const { ok, output } = await run(command, args, { cwd, env, timeout: 120 });
    assert.ok(ok, output);
  }
  symlinkSync(join(root, "node_modules"), join(target, "package/node_modules"));
  return join(target, "package");
}
