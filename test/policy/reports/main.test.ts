import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "sarif";
import { catalog } from "../../../policy/catalog";
import { events } from "./events";

const program = join(__dirname, "../../../policy/report");

describe("The report program", () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
    file = join(folder, "events.json");
    writeFileSync(file, events);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const report = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: "utf8", cwd: folder });

  it("prints Markdown", () => {
    const { status, stdout } = report(file);
    assert.equal(status, 0);
    assert.match(stdout, /^## Policies: ❌ 1 to fix\n/);
  }).timeout(20_000);

  it("writes SARIF with every rule of the pack and the given file", () => {
    const output = join(folder, "policies.sarif");
    const args = ["--format", "sarif", "--file", "infra/index.ts", "--output", output];
    assert.equal(report(file, ...args).status, 0);
    const [run] = (JSON.parse(readFileSync(output, "utf8")) as Log).runs;
    assert.equal(run?.tool.driver.rules?.length, catalog.length);
    const [location] = run?.results?.[0]?.locations ?? [];
    assert.equal(location?.physicalLocation?.artifactLocation?.uri, "infra/index.ts");
  }).timeout(20_000);

  it("prints JUnit", () => {
    assert.match(report(file, "--format", "junit").stdout, /<testsuites tests="\d+" failures="1"/);
  }).timeout(20_000);

  it("explains a file that has no events or does not exist", () => {
    const wrong = report(program);
    assert.equal(wrong.status, 1);
    assert.match(
      wrong.stderr,
      /must contain events of the engine\. Save the output of `pulumi preview --json`/,
    );
    const missing = report(join(folder, "missing.json"));
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /^ENOENT: no such file or directory/);
  }).timeout(20_000);
});
