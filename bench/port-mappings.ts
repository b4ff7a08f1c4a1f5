import { mkdtempSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { megabytes, ratio, seconds, type Benchmark, type Row } from "./benchmark";
import { median } from "./measure";
import { readAll } from "./port-mappings/export";
import { writeMappings } from "./port-mappings/files";
import type { LookUpResult } from "./port-mappings/look-up";

const goal = { megabytes: 200, microseconds: 10 };

/** The default page size of AWS, and the largest. */
const pages = { least: 10, most: 20_000 };

/** Look-ups in a million port mappings, and the export of one accelerator's mappings. */
export const portMappings: Benchmark = {
  name: "port-mappings",
  about:
    "A million port mappings of 16 accelerators, loaded and looked up from both ends in a process of their own: the exporter's files, beside the JSON of `aws globalaccelerator list-custom-routing-port-mappings` in two maps. And a full export of a /18 from the local cloud's API over HTTP, with the largest pages, beside the API's default.",
  async run(runs) {
    return [...lookUps(runs), ...(await exports())];
  },
};

function lookUps(runs: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "port-mappings-"));
  try {
    writeMappings(folder);
    const [tables, json] = ["tables", "json"].map((kind) => medianOf(runs, kind, folder));
    if (!tables || !json) return [];
    const comparedWith = "the JSON in two maps";
    const row = (
      what: string,
      measured: number,
      other: number,
      limit: number | undefined,
      text: (value: number) => string,
    ): Row => ({
      ...{ what, measured: text(measured), comparedWith, other: text(other) },
      relation: ratio(measured, other),
      goal: limit === undefined ? "" : `under ${text(limit)}`,
      ...(limit !== undefined && { met: measured < limit }),
    });
    return [
      row("loading a million mappings", tables.load, json.load, undefined, seconds),
      row("memory of the process", tables.megabytes, json.megabytes, goal.megabytes, megabytes),
      row(
        "look-up of a pod",
        tables.toAccelerator,
        json.toAccelerator,
        goal.microseconds,
        microseconds,
      ),
      row(
        "look-up of an accelerator's port",
        tables.toPod,
        json.toPod,
        goal.microseconds,
        microseconds,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each figure's median over the runs. */
function medianOf(runs: number, kind: string, folder: string): LookUpResult {
  const results = Array.from({ length: Math.min(runs, 3) }, () => {
    const args = ["-r", "ts-node/register", join(__dirname, "port-mappings", "look-up.ts")];
    const output = execFileSync(process.execPath, [...args, kind, join(folder, kind)]);
    return JSON.parse(output.toString()) as LookUpResult;
  });
  const middle = (figure: keyof LookUpResult) => median(results.map((result) => result[figure]));
  const figures = ["count", "load", "toAccelerator", "toPod", "megabytes"] as const;
  return Object.fromEntries(figures.map((name) => [name, middle(name)])) as unknown as LookUpResult;
}

async function exports(): Promise<Row[]> {
  const most = await readAll(pages.most);
  const least = await readAll(pages.least);
  const comparedWith = `${pages.least} a page`;
  const what = `export of ${most.mappings} mappings, ${pages.most} a page`;
  return [
    {
      ...{ what, measured: seconds(most.seconds), comparedWith, other: seconds(least.seconds) },
      relation: ratio(most.seconds, least.seconds),
      goal: "",
    },
    {
      what: "its requests",
      measured: String(most.requests),
      comparedWith,
      other: String(least.requests),
      relation: ratio(most.requests, least.requests),
      goal: "",
    },
  ];
}

function microseconds(value: number): string {
  return `${value.toFixed(2)} µs`;
}
