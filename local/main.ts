import { Command } from "commander";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseFaults, World } from "../simulator";
import { findEngine } from "../tools/engine/find";
import { runCommand } from "../tools/common/command";
import { ToolError } from "../tools/common/errors";
import { localFolders, type LocalFolders } from "./folders";
import { runLocally } from "./run";
import { styleFor, table } from "./show";

interface Options {
  engine?: string;
  faults?: string;
  show?: true;
  reset?: true;
}

const program = new Command("npm run local --")
  .description("Runs the real Pulumi command line tool on the local cloud, policies enforced.")
  .argument("[pulumi...]", "arguments for pulumi, for example: preview --diff --stack prod", [])
  .option("--engine <path>", "the pulumi program to use (default: found, or built once)")
  .option("--faults <file>", "YAML list of what shall go wrong; see docs/local-cloud.md")
  .option("--show", "print what exists in the local cloud, and do nothing else")
  .option("--reset", "empty the local cloud and forget its stacks, and do nothing else")
  .passThroughOptions()
  .allowUnknownOption()
  .addHelpText("after", "\nWithout arguments: previews and deploys the stack dev.")
  .action((args: string[], options: Options) =>
    runCommand(() => run(args, options, localFolders(join(__dirname, "..")))),
  );

async function run(args: string[], options: Options, folders: LocalFolders): Promise<void> {
  if (options.show) {
    const style = styleFor(process.stdout, process.env);
    process.stdout.write(`${table(World.peek(folders.stateFile), style)}\n`);
    return;
  }
  if (options.reset) {
    const world = await World.open(folders.stateFile);
    await world.close();
    rmSync(folders.root, { recursive: true, force: true });
    return;
  }
  const faults = options.faults === undefined ? [] : readFaults(options.faults);
  const engine = await findEngine(options.engine === undefined ? {} : { engine: options.engine });
  process.exitCode = await runLocally({ engine, folders, args, faults });
}

function readFaults(file: string): ReturnType<typeof parseFaults> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ToolError({
      what: `Cannot read the faults of ${file}`,
      cause: (error as Error).message,
      fix: "Name a YAML file that you may read.",
    });
  }
  return parseFaults(parse(text));
}

void program.parseAsync();
