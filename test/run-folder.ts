import { appendFileSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const variable = "EKS_SCENARIOS_TEST_RUN";

/** The folder of this run of the tests, which Mocha's workers share. */
export const runFolder = (process.env[variable] ??= mkdtempSync(join(tmpdir(), "test-run-")));

/** Adds a line to a list that the workers of a run write together. */
export function record(list: string, entry: object): void {
  appendFileSync(join(runFolder, list), `${JSON.stringify(entry)}\n`);
}

/** The entries that the workers of the run have written. */
export function recorded<Entry extends object>(list: string): Entry[] {
  const file = join(runFolder, list);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);
}
