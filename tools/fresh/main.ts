import Table from "cli-table3";
import { Command } from "commander";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../common/command";
import { readmeCommands, runFresh } from "./fresh-machine";

const root = join(__dirname, "../..");

async function fresh({ keep }: { keep?: true }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fresh-"));
  const commands = readmeCommands(readFileSync(join(root, "README.md"), "utf8"));
  const outcomes = await runFresh(root, folder, commands);
  const table = new Table({
    head: ["Command", "Exit code", "Minutes", "Counts"],
    style: { border: [], head: [] },
    colAligns: ["left", "right", "right", "left"],
  });
  for (const { command, code, seconds, counts } of outcomes) {
    table.push([command, code, (seconds / 60).toFixed(1), counts.join("\n")]);
  }
  process.stdout.write(`${table.toString()}\n`);
  if (keep) process.stdout.write(`Kept: ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
  if (outcomes.some(({ code }) => code !== 0)) process.exitCode = 1;
}

void new Command("npm run fresh --")
  .description(
    "Runs the README's commands as on a new machine: a clone of HEAD, an empty home, empty caches, CI=true.",
  )
  .option("--keep", "keep the clone and the home")
  .action((options: { keep?: true }) => runCommand(() => fresh(options)))
  .parseAsync();
