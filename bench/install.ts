import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../package.json";
import { megabytes, ratio, seconds, type Benchmark } from "./benchmark";
import { root } from "./local-project";
import { measure, measureInTurn, type Command } from "./measure";

/** Packages that every Pulumi program for EKS installs. */
const {
  "@pulumi/aws": aws,
  "@pulumi/eks": eks,
  "@pulumi/kubernetes": kubernetes,
  "@pulumi/pulumi": pulumi,
} = manifest.dependencies;
const { mocha, "ts-node": tsNode, typescript } = manifest.devDependencies;
const least = {
  "@pulumi/aws": aws,
  "@pulumi/eks": eks,
  "@pulumi/kubernetes": kubernetes,
  "@pulumi/pulumi": pulumi,
  mocha,
  "ts-node": tsNode,
  typescript,
};

/** Time and size of the first command in the README. */
export const install: Benchmark = {
  name: "install",
  about:
    "`npm ci` from npm's cache, beside a project of the Pulumi SDKs, TypeScript, ts-node and mocha alone.",
  async run(runs) {
    const folder = mkdtempSync(join(tmpdir(), "bench-install-"));
    try {
      const commands = { ours: ours(folder), least: await onlySdks(folder) };
      const taken = await measureInTurn(commands, Math.min(runs, 3));
      const size = (command: Command) => sizeOf(join(command.cwd ?? "", "node_modules")) / 1e6;
      const sizes = { ours: size(commands.ours), least: size(commands.least) };
      const comparedWith = "the SDKs and test tools alone";
      return [
        {
          what: "npm ci",
          measured: seconds(taken.ours.seconds),
          comparedWith,
          other: seconds(taken.least.seconds),
          relation: ratio(taken.ours.seconds, taken.least.seconds),
          goal: "",
        },
        {
          what: "size of node_modules",
          measured: megabytes(sizes.ours),
          comparedWith,
          other: megabytes(sizes.least),
          relation: ratio(sizes.ours, sizes.least),
          goal: "",
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const npm = (cwd: string, args: string[]): Command => ({
  program: "npm",
  args: [...args, "--no-audit", "--no-fund", "--prefer-offline"],
  cwd,
  env: process.env,
});

function ours(folder: string): Command {
  const copy = join(folder, "ours");
  for (const file of [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "policy/package.json",
    "policy/pack",
  ]) {
    cpSync(join(root, file), join(copy, file));
  }
  return npm(copy, ["ci"]);
}

async function onlySdks(folder: string): Promise<Command> {
  const project = join(folder, "least");
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ private: true, dependencies: least }),
  );
  await measure(npm(project, ["install", "--package-lock-only"]));
  return npm(project, ["ci"]);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}
