import Table from "cli-table3";
import { cpus, totalmem } from "node:os";
import prettier from "prettier";
import type { Benchmark, Row } from "./benchmark";

/** The result of a benchmark. */
export interface Result {
  benchmark: Benchmark;
  rows: Row[];
}

const heads = ["What", "Measured", "Compared with", "There", "Relation", "Goal", "Met"];

function cells({ what, measured, comparedWith, other, relation, goal, met }: Row): string[] {
  const isMet = met === undefined ? "" : met ? "yes" : "no";
  return [what, measured, comparedWith, other, relation, goal, isMet];
}

/** For the terminal. */
export function table(results: readonly Result[]): string {
  const lines = new Table({ head: heads, style: { head: [], border: [], compact: true } });
  for (const { rows } of results) lines.push(...rows.map(cells));
  return lines.toString();
}

/**
 * docs/benchmarks.md.
 *
 * @param date of the run, ISO 8601
 * @param engine the version of Pulumi's engine
 */
export async function page(
  results: readonly Result[],
  { date, engine, runs }: { date: string; engine: string; runs: number },
): Promise<string> {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node.js ${process.versions.node}, Pulumi ${engine}`;
  const row = (texts: string[]) => `| ${texts.join(" | ")} |`;
  const sections = results.map(({ benchmark: { name, about }, rows }) =>
    [
      `## \`${name}\``,
      "",
      about,
      "",
      row(heads),
      row(heads.map(() => "---")),
      ...rows.map((each) => row(cells(each))),
      "",
    ].join("\n"),
  );
  const text = `<!-- Written by \`npm run bench -- --write\`. Do not edit. -->

# Benchmarks

Measured on ${date}: ${machine}. Figures are medians of ${runs} runs (at most 3 where a run is long) after one that does not count. What is compared was measured in turn, in the same run: compare the relations, not the seconds, with those of another machine. Run them with \`npm run bench\`, or one of them with \`npm run bench -- --only preview\`.

${sections.join("\n")}`;
  return prettier.format(text, { parser: "markdown", printWidth: 100 });
}
