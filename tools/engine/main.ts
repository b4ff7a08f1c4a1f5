import Table from "cli-table3";
import { Command, Option } from "commander";
import { runCommand } from "../common/command";
import type { Engine, EngineSource } from "./engine";
import { findDirectoryPackEngine, findEngine } from "./find";

const sources: Record<EngineSource, string> = {
  option: "named with --engine",
  environment: "named by EKS_SCENARIOS_ENGINE",
  path: "found on the PATH",
  cache: "installed before by this project",
  official: "downloaded from the vendor just now",
  built: "built from the published Go modules just now",
};

function show(engine: Engine): void {
  const table = new Table({ style: { border: [], head: [] } });
  table.push(
    { Program: engine.program },
    { Version: engine.version },
    { From: sources[engine.source] },
    { "For the PATH": engine.pathEntries.join("\n") },
  );
  if (engine.passedOver.length > 0) table.push({ "Passed over": engine.passedOver.join("\n") });
  process.stdout.write(`${table.toString()}\n`);
}

interface Options {
  engine?: string;
  variant: "program" | "directory-packs";
}

void new Command("npm run engine --")
  .description("Finds the Pulumi engine that runs this project, or builds it, once per machine.")
  .option("--engine <program>", "a pulumi program that is to be used")
  .addOption(
    new Option("--variant <variant>", "the engine for tests of policy packs that are folders")
      .choices(["program", "directory-packs"])
      .default("program"),
  )
  .action(({ engine, variant }: Options) =>
    runCommand(async () => {
      show(variant === "program" ? await findEngine({ engine }) : await findDirectoryPackEngine());
    }),
  )
  .parseAsync();
