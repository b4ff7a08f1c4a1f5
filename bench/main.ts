import { isoDay } from "../model/days";
import { Command, InvalidArgumentError } from "commander";
import { Listr } from "listr2";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { findEngine } from "../tools/engine/find";
import { runCommand } from "../tools/common/command";
import { analyze } from "./analyze";
import type { Benchmark } from "./benchmark";
import { install } from "./install";
import { root } from "./local-project";
import { packStart } from "./pack";
import { portMappings } from "./port-mappings";
import { preview } from "./preview";
import { page, table, type Result } from "./report";

const benchmarks: readonly Benchmark[] = [preview, packStart, analyze, portMappings, install];

interface Options {
  only?: string[];
  runs: number;
  write?: true;
}

new Command("npm run bench --")
  .description("Measures the project and its alternatives, and reports the relations.")
  .option("--only <name...>", `of ${benchmarks.map(({ name }) => name).join(", ")}`)
  .option("--runs <count>", "how often each process is measured; medians count", wholeNumber, 7)
  .option("--write", "write docs/benchmarks.md")
  .action((options: Options) => runCommand(() => run(options)))
  .parse();

async function run({ only, runs, write }: Options): Promise<void> {
  const chosen = benchmarks.filter(({ name }) => only?.includes(name) ?? true);
  const results: Result[] = [];
  const tasks = chosen.map((benchmark) => ({
    title: benchmark.name,
    task: async () => {
      results.push({ benchmark, rows: await benchmark.run(runs) });
    },
  }));
  await new Listr(tasks, { rendererOptions: { timer: { condition: true, field: String } } }).run();
  process.stdout.write(`${table(results)}\n`);
  if (write) {
    const engine = (await findEngine()).version;
    const date = isoDay(new Date());
    const text = await page(results, { date, engine, runs });
    await writeFileAtomic(join(root, "docs", "benchmarks.md"), text);
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("Give a whole number of at least 1.");
  }
  return value;
}
