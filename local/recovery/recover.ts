import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../simulator";
import { run, tail } from "../../tools/common/children";
import type { Engine } from "../../tools/engine/engine";
import { ToolError } from "../../tools/common/errors";
import type { LocalFolders } from "../folders";
import { removeUnfinishedFiles } from "./backend-files";
import type { Deployment } from "./deployment";
import { clearStackLocks, stackLocks, waitUntilGone, type Say } from "./locks";
import { reconcile } from "./reconcile";

/** The record of a run that is under way. */
export interface RunRecord {
  stack: string;
  /** The engine's process. */
  pid: number;
  /** ISO 8601. */
  started: string;
}

/** Records that a run is under way. */
export function beginRun({ runFile }: LocalFolders, stack: string, pid: number): void {
  const record: RunRecord = { stack, pid, started: new Date().toISOString() };
  writeFileSync(runFile, JSON.stringify(record));
}

/** Records that the run has ended with a complete state, unless the engine left a lock. */
export function endRun(folders: LocalFolders, world: World): void {
  if (stackLocks(folders).length > 0) return;
  world.journal.clear();
  rmSync(folders.runFile, { force: true });
}

/** The inputs of the recovery. */
export interface Recovery {
  engine: Engine;
  folders: LocalFolders;
  env: NodeJS.ProcessEnv;
  world: World;
  say: Say;
}

/**
 * Recovers from an interrupted run: clears the locks of ended processes, and
 * reconciles the stack's state and the local cloud.
 */
export async function recover(recovery: Recovery): Promise<void> {
  const { folders, world, say } = recovery;
  if (world.takenFrom !== undefined) {
    say(`Cleared the lock of process ${world.takenFrom} on the local cloud: the process is gone.`);
  }
  const record = readRecord(folders);
  if (record) await waitUntilGone(record.pid, new Date(record.started), say);
  await clearStackLocks(folders, say);
  removeUnfinishedFiles(folders);
  if (!record) return;
  await recoverState(recovery, record.stack);
  world.journal.clear();
  await world.commit();
  rmSync(folders.runFile, { force: true });
}

async function recoverState({ engine, folders, env, world, say }: Recovery, stack: string) {
  const file = join(folders.root, "recovery.json");
  const pulumi = async (...args: string[]) => {
    const all = ["stack", ...args, "--stack", stack, "--file", file, "--non-interactive"];
    return run(engine.program, all, { cwd: folders.project, env });
  };
  try {
    const exported = await pulumi("export", "--show-secrets");
    // The run may have ended before it created its stack.
    if (exported.output.includes("no stack named")) return;
    requireOk("read", stack, exported);
    const state = JSON.parse(readFileSync(file, "utf8")) as { deployment?: Deployment | null };
    const deployment = state.deployment ?? {};
    const { lines, surplus, ...result } = reconcile({
      deployment,
      journal: world.journal.entries,
      entries: world.everything(),
    });
    if (lines.length > 0 || (deployment.pending_operations ?? []).length > 0) {
      writeFileSync(file, JSON.stringify({ ...state, deployment: result.deployment }));
      requireOk("write", stack, await pulumi("import"));
    }
    for (const entry of surplus) world.remove(entry);
    lines.forEach(say);
  } finally {
    rmSync(file, { force: true });
  }
}

function readRecord({ runFile }: LocalFolders): RunRecord | undefined {
  if (!existsSync(runFile)) return undefined;
  return JSON.parse(readFileSync(runFile, "utf8")) as RunRecord;
}

function requireOk(
  verb: string,
  stack: string,
  { ok, failure, output }: Awaited<ReturnType<typeof run>>,
): void {
  if (ok) return;
  throw new ToolError({
    what: `Cannot ${verb} the state of the stack ${stack} after an interrupted run`,
    cause: [failure, tail(output)].join(": "),
    fix: "Empty the local cloud with `npm run local -- --reset` and run the command again.",
  });
}
