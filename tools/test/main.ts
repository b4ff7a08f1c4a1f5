import { Command, InvalidArgumentError } from "commander";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runCommand } from "../common/command";
import { userContext } from "../common/context";
import { movedClock } from "./clock";
import { parts, type PartName } from "./parts";

const root = join(__dirname, "../..");
const isCi = process.env["CI"] === "true";

/** Folders with the slowest files, which start first, so that none runs alone at the end. */
const first = ["test/stacks/", "test/local/", "test/policy/engine/", "test/simulator/engine/"];

/** Tests of the parts that read the date: the program, the policy pack and the local cloud. */
const dayReaders = {
  paths: ["test/stacks/dev.test.ts", "test/stacks/prod.test.ts"],
  grep: "never deployed",
};

/** The test files below paths, the slowest first. */
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
 * Installs the programs of the tests before Mocha starts: all in CI, the engine elsewhere. Mocha limits the
 * duration of a hook by the limit that was set last, so an installation cannot run in a hook.
 */
async function installParts(): Promise<void> {
  const context = userContext();
  const names: PartName[] = isCi ? (Object.keys(parts) as PartName[]) : ["engine"];
  for (const name of names) await parts[name].install(context);
}

async function mocha(paths: readonly string[], { clock, grep }: Options): Promise<number> {
  const args = [
    join(root, "node_modules/mocha/bin/mocha.js"),
    ...["--parallel", "--jobs", String(Math.max(2, availableParallelism()))],
    ...(isCi ? ["--forbid-pending"] : []),
    ...(grep === undefined ? [] : ["--grep", grep]),
    ...testFiles(paths),
  ];
  const day = clock === undefined ? {} : await movedClock(clock, userContext());
  const env = { ...process.env, ...day };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

interface Options {
  clock?: string;
  grep?: string;
}

async function runTests(paths: readonly string[], options: Options): Promise<void> {
  await installParts();
  process.exitCode = await mocha(paths, options);
  const isWhole = paths[0] === "test" && options.clock === undefined;
  if (!isCi || !isWhole || process.exitCode !== 0) return;
  process.stdout.write("Again with the clock a year ahead: what reads the day.\n");
  process.exitCode = await mocha(dayReaders.paths, { clock: "+365d", grep: dayReaders.grep });
}

function dayOf(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `@${text} 12:00:00`;
  throw new InvalidArgumentError("It must be a day such as 2031-01-01.");
}

void new Command("npm test --")
  .description("Installs what the tests need, and runs the tests.")
  .argument("[paths...]", "files or folders of tests", ["test"])
  .option("--clock <day>", "run them on another day, for example 2031-01-01 (Linux)", dayOf)
  .option("--grep <text>", "only tests whose names hold this")
  .action((paths: string[], options: Options) => runCommand(() => runTests(paths, options)))
  .parseAsync();
