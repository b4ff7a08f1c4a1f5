import Table from "cli-table3";
import type { Context, RootHookObject } from "mocha";
import { rmSync } from "node:fs";
import { relative } from "node:path";
import { userContext } from "../tools/common/context";
import { parts, type PartName } from "../tools/test/parts";
import { record, recorded, runFolder } from "./run-folder";

/** Tests that were left out because a part is not installed. */
interface LeftOut {
  part: PartName;
  tests: number;
}

/** How long a file of tests ran. */
interface FileTime {
  file: string;
  milliseconds: number;
}

/** To find out takes a start of the program: once in each worker. */
const installed: Partial<Record<PartName, Promise<boolean>>> = {};

/** Milliseconds that a suite has to start, on a slow and busy machine. */
const startLimit = 2 * 60_000;

/**
 * Makes sure of what a suite or a test needs; call it first in the `before` hook or in the test. In CI (`CI=true`), where `npm test` has
 * installed all parts, the suite fails without it. Elsewhere the suite is left out, and the end of the run reports
 * that.
 *
 * @example
 * before(async function () {
 *   await requireService("api-server", this);
 *   server = await startApiServer();
 * });
 */
export async function requireService(name: PartName, suite: Context): Promise<void> {
  const part = parts[name];
  suite.timeout(startLimit);
  if (await (installed[name] ??= part.isInstalled(userContext()))) return;
  if (process.env["CI"] === "true") {
    throw new Error(`${part.title} must be installed before the tests. Run: ${part.command}`);
  }
  const { test } = suite;
  const tests = !test?.title.startsWith('"before') ? 1 : (test.parent?.total() ?? 0);
  record("left-out", { part: name, tests } satisfies LeftOut);
  suite.skip();
}

let start = 0;

/** In parallel runs, a worker calls these around each file. */
export const mochaHooks: RootHookObject = {
  beforeAll() {
    start = Date.now();
  },
  afterAll(this: Context) {
    const file = this.test?.parent?.suites[0]?.file;
    if (file === undefined) return;
    const time = { file: relative(process.cwd(), file), milliseconds: Date.now() - start };
    record("times", time satisfies FileTime);
  },
};

/** Called by Mocha after the last test, in the process that started the workers. */
export function mochaGlobalTeardown(): void {
  showSlowest(recorded<FileTime>("times"));
  showLeftOut(recorded<LeftOut>("left-out"));
  rmSync(runFolder, { recursive: true, force: true });
}

function showSlowest(times: readonly FileTime[]): void {
  if (times.length < 2) return;
  const table = new Table({
    head: ["Slowest files", "Seconds"],
    style: { border: [], head: [] },
    colAligns: ["left", "right"],
  });
  const slowest = [...times].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 10);
  for (const { file, milliseconds } of slowest) {
    table.push([file, (milliseconds / 1000).toFixed(1)]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

function showLeftOut(leftOut: readonly LeftOut[]): void {
  if (leftOut.length === 0) return;
  const names = [...new Set(leftOut.map(({ part }) => part))];
  const total = leftOut.reduce((sum, { tests }) => sum + tests, 0);
  process.stdout.write(`Left out: ${total} tests, which need programs that are not installed.\n`);
  for (const name of names) {
    const { title, command } = parts[name];
    const tests = leftOut
      .filter(({ part }) => part === name)
      .reduce((sum, entry) => sum + entry.tests, 0);
    process.stdout.write(`  ${tests} tests need ${title}. Install it: ${command}\n`);
  }
}
