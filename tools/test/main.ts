import { Command } from "commander";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runCommand } from "../common/command";
import { userContext } from "../common/context";
import { parts, type PartName } from "./parts";

const root = join(__dirname, "../..");

/** Folders whose files take longest: they start first, so that no worker is left with one at the end. */
const first = ["test/stacks/", "test/local/", "test/policy/engine/", "test/simulator/engine/"];

/** The test files below paths, those that take longest first. */
function testFiles(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) =>
    statSync(join(root, path)).isDirectory()
      ? readdirSync(join(root, path), { encoding: "utf8", recursive: true })
          .filter((name) => name.endsWith(".test.ts"))
          .map((name) => join(path, name))
      : [path],
  );
  const rank = (file: string) => {
    const index = first.findIndex((folder) => file.startsWith(folder));
    return index < 0 ? first.length : index;
  };
  return [...new Set(found)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * Installs what the tests need before Mocha starts: everything in CI, the engine elsewhere. Mocha judges the
 * duration of a hook by the limit that was set last, so an installation has no place in one.
 */
async function installParts(isCi: boolean): Promise<void> {
  const context = userContext();
  const names: PartName[] = isCi ? (Object.keys(parts) as PartName[]) : ["engine"];
  for (const name of names) await parts[name].install(context);
}

async function runTests(paths: readonly string[]): Promise<void> {
  const isCi = process.env["CI"] === "true";
  await installParts(isCi);
  const args = [
    join(root, "node_modules/mocha/bin/mocha.js"),
    ...["--parallel", "--jobs", String(Math.max(2, availableParallelism()))],
    ...(isCi ? ["--forbid-pending"] : []),
    ...testFiles(paths),
  ];
  const mocha = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  const [code] = (await once(mocha, "exit")) as [number | null];
  process.exitCode = code ?? 1;
}

void new Command("npm test --")
  .description("Checks the code, installs what the tests need, and runs the tests.")
  .argument("[paths...]", "files or folders of tests (default: all)", ["test"])
  .action((paths: string[]) => runCommand(() => runTests(paths)))
  .parseAsync();
