import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  countsIn,
  freshEnvironment,
  readmeCommands,
  runFresh,
} from "../../../tools/fresh/fresh-machine";

describe("A fresh machine", function () {
  this.timeout(60_000);

  it("does not inherit the user's home, caches and engine, or the programs of the checkout", () => {
    assert.deepEqual(
      freshEnvironment(
        {
          HOME: "/home/someone",
          XDG_CACHE_HOME: "/cache",
          GOMODCACHE: "/go",
          GOPROXY: "https://proxy.example",
          EKS_SCENARIOS_ENGINE: "/usr/bin/pulumi",
          PULUMI_ACCESS_TOKEN: "secret",
          npm_config_registry: "https://registry.example",
          npm_config_cache: "/home/someone/.npm",
          PATH: "/checkout/node_modules/.bin:/usr/bin",
        },
        "/tmp/home",
      ),
      {
        GOPROXY: "https://proxy.example",
        npm_config_registry: "https://registry.example",
        HOME: "/tmp/home",
        PATH: "/usr/bin",
        CI: "true",
      },
    );
  });

  it("runs the two commands of the README", () => {
    const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");
    assert.deepEqual(readmeCommands(readme), ["npm ci && npm run local", "npm ci && npm test"]);
  });

  it("runs commands in a clone of HEAD, and reports exit codes and counts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fresh-test-"));
    try {
      const repository = join(folder, "repository");
      mkdirSync(repository);
      const git = (...args: string[]) => execFileSync("git", args, { cwd: repository });
      writeFileSync(join(repository, "committed"), "12 passing (3s)\n");
      git("init", "--quiet");
      git("add", ".");
      git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
      writeFileSync(join(repository, "uncommitted"), "");
      const outcomes = await runFresh(repository, folder, [
        'cat committed && test -z "$(ls $HOME)"',
        "cat uncommitted 2> /dev/null",
      ]);
      assert.deepEqual(
        outcomes.map(({ code, counts }) => ({ code, counts })),
        [
          { code: 0, counts: ["12 passing (3s)"] },
          { code: 1, counts: [] },
        ],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("counts resources and tests", () => {
    assert.deepEqual(
      countsIn(
        "Resources:\n    + 350 created\n\n  3408 passing (9m)\n  6 failing\nLeft out: 12 tests, which\n",
      ),
      ["+ 350 created", "3408 passing (9m)", "6 failing", "Left out: 12 tests, which"],
    );
  });
});
