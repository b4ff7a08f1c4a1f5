import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pidusage from "pidusage";
import { isRunning } from "../../simulator";
import { ToolError } from "../../tools/common/errors";
import type { LocalFolders } from "../folders";

/** Prints a sentence on the terminal. */
export type Say = (line: string) => void;

/**
 * The lock of a stack in the engine's file backend.
 *
 * Source: pkg/backend/diy/lock.go of github.com/pulumi/pulumi.
 */
interface StackLock {
  pid: number;
  hostname: string;
  timestamp: string;
}

/** Time to wait for an engine without a cloud, which ends after its calls that are under way. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

/**
 * Removes the locks of the engine's backend whose processes have ended. Only one local run uses the
 * local cloud, so a running engine belongs to a killed run: the function waits for its end.
 *
 * @throws ToolError if an engine does not end
 */
export async function clearStackLocks(folders: LocalFolders, say: Say): Promise<void> {
  for (const file of stackLocks(folders)) {
    const lock = JSON.parse(readFileSync(file, "utf8")) as StackLock;
    if (lock.hostname !== hostname()) continue;
    await waitUntilGone(lock.pid, new Date(lock.timestamp), say);
    // The engine removes its lock when it ends normally.
    if (!existsSync(file)) continue;
    rmSync(file);
    rmSync(`${file}.attrs`, { force: true });
    const stack = basename(dirname(file));
    say(`Cleared the lock of process ${lock.pid} on the stack ${stack}: the process is gone.`);
  }
}

/** Paths of the locks of all stacks. */
export function stackLocks({ pulumi }: LocalFolders): string[] {
  const folder = join(pulumi, "state", ".pulumi", "locks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => join(folder, path));
}

/**
 * Waits for the end of a process that an interrupted run started.
 *
 * @param since a time at which it was running: a process with the same id that started later is another one
 * @throws ToolError if it does not end within a minute
 */
export async function waitUntilGone(pid: number, since: Date, say: Say): Promise<void> {
  if (await isGone(pid, since)) return;
  say(`Waiting for process ${pid}, which an interrupted run started.`);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isGone(pid, since))) {
    if (Date.now() > deadline) {
      throw new ToolError({
        what: "Cannot start a local run",
        cause: `Process ${pid}, which an interrupted run started, has not ended.`,
        fix: `End it with \`kill -9 ${pid}\` and run the command again.`,
      });
    }
    await sleep(PAUSE_MS);
  }
}

async function isGone(pid: number, since: Date): Promise<boolean> {
  if (!isRunning(pid)) return true;
  try {
    const { elapsed } = await pidusage(pid);
    // The system reports start times in whole seconds.
    return Date.now() - elapsed > since.getTime() + 2000;
  } catch {
    return !isRunning(pid);
  }
}
