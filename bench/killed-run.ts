import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Which processes are killed: the local run with its cloud, the engine, or all of them at once. */
export const victims = ["run", "engine", "all"] as const;

export type Victim = (typeof victims)[number];

/** A local run in a separate process. */
export interface Started {
  args: readonly string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** File in which the run records its engine. */
  runFile: string;
}

/** How a run ended. */
export interface Ended {
  /** Null after a kill. */
  code: number | null;
  /** Standard output and standard error. */
  output: string;
}

/** A signal to a run. */
export interface Kill {
  victim: Victim;
  /** @default SIGKILL */
  signal?: NodeJS.Signals;
  /** Resolves at the moment of the signal. */
  moment: () => Promise<unknown>;
}

/** Runs Node.js with these arguments to its end, or until the run is killed. */
export async function runNode({ args, cwd, env, runFile }: Started, kill?: Kill): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "killed-run-"));
  const file = join(folder, "output");
  // A file, so that an engine that outlives the run does not fail when it writes output.
  const log = openSync(file, "w");
  // A separate process group, like that of a command in a terminal.
  const child = spawn(process.execPath, args, {
    ...{ cwd, env, detached: true },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let isOver = false;
  const ended = once(child, "exit").then(([code]) => {
    isOver = true;
    return code as number | null;
  });
  if (kill) {
    const { victim, signal = "SIGKILL", moment } = kill;
    await Promise.race([ended, moment()]);
    const group = -(child.pid ?? 0);
    const pids = { run: child.pid, engine: readEngine(runFile) ?? group, all: group };
    if (!isOver) signalTo(pids[victim], signal);
  }
  const code = await ended;
  const output = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return { code, output };
}

/** Process id of the engine that a run has recorded. */
function readEngine(runFile: string): number | undefined {
  if (!existsSync(runFile)) return undefined;
  try {
    return (JSON.parse(readFileSync(runFile, "utf8")) as { pid: number }).pid;
  } catch {
    return undefined;
  }
}

function signalTo(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined && pid !== 0) process.kill(pid, signal);
  } catch (error) {
    // The process has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
