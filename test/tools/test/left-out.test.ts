import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");

describe("A run of tests on a machine without the servers that they need", function () {
  this.timeout(120_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
  });
  after(() => rmSync(home, { recursive: true }));

  const run = (env: NodeJS.ProcessEnv) =>
    spawnSync(
      process.execPath,
      [join(root, "node_modules/mocha/bin/mocha.js"), "test/services/dns-forwarders.test.ts"],
      // Only Node.js is on the PATH, so that no server of the system is found.
      { cwd: root, env: { PATH: "", HOME: home, ...env }, encoding: "utf8" },
    );

  it("ends with the number of skipped tests and the command that installs the servers", () => {
    const { status, stdout } = run({});
    assert.equal(status, 0, stdout);
    assert.match(stdout, /0 passing/);
    assert.deepEqual(stdout.trimEnd().split("\n").slice(-2), [
      "Left out: 12 tests, which need programs that are not installed.",
      "  12 tests need BIND, dnsmasq and Unbound. Install it: npm run services -- dns-servers",
    ]);
  });

  it("fails in CI", () => {
    const { status, stdout } = run({ CI: "true" });
    assert.equal(status, 1);
    assert.match(
      stdout,
      /BIND, dnsmasq and Unbound must be installed before the tests\. Run: npm run services -- dns-servers/,
    );
  });
});
