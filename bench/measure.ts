import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import pidtree from "pidtree";
import pidusage from "pidusage";

/** A process to measure. */
export interface Command {
  program: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Text on its standard output that ends the measurement; the process is then stopped. @default its end */
  until?: RegExp;
}

/** Time and memory of one run of a process. */
export interface Measured {
  seconds: number;
  /** Peak of the resident memory of the process and its descendants, in MB (10^6 bytes). */
  megabytes: number;
}

const SAMPLE_MS = 40;

/**
 * Runs a process and measures it with its descendants.
 *
 * @throws Error with its last output if it fails
 */
export async function measure({ program, args, cwd, env, until }: Command): Promise<Measured> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let seconds: number | undefined;
  const done = (): void => {
    seconds ??= (performance.now() - start) / 1000;
  };
  const ended = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (until?.test(output)) done();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 || seconds !== undefined) resolve();
      else reject(new Error(`${program} ${args.join(" ")} failed:\n${output.slice(-2000)}`));
      done();
    });
  });
  const megabytes = peakOf(child.pid, () => seconds !== undefined).finally(() => {
    if (until) child.kill();
  });
  await ended;
  return { seconds: seconds ?? 0, megabytes: await megabytes };
}

async function peakOf(pid: number | undefined, isDone: () => boolean): Promise<number> {
  let peak = 0;
  let last = false;
  while (pid !== undefined && !last) {
    last = isDone();
    peak = Math.max(peak, await residentOf(pid));
    if (!last) await sleep(SAMPLE_MS);
  }
  return peak / 1e6;
}

/** Processes may end while they are listed: an ended process counts as 0. */
async function residentOf(pid: number): Promise<number> {
  try {
    const usages = await pidusage(await pidtree(pid, { root: true }));
    return Object.values(usages).reduce((sum, usage) => sum + (usage?.memory ?? 0), 0);
  } catch {
    return 0;
  }
}

/**
 * Measures processes alternately, so that load of the machine affects all of them, after one
 * warm-up run of each.
 *
 * @returns the median of each
 */
export async function measureInTurn<Name extends string>(
  commands: Record<Name, Command>,
  runs: number,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(commands) as Name[];
  const results = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const result = await measure(commands[name]);
      if (run > 0) results.get(name)?.push(result);
    }
  }
  const medians = names.map((name) => {
    const measured = results.get(name) ?? [];
    return [
      name,
      {
        seconds: median(measured.map(({ seconds }) => seconds)),
        megabytes: median(measured.map(({ megabytes }) => megabytes)),
      },
    ] as const;
  });
  return Object.fromEntries(medians) as Record<Name, Measured>;
}

/** The middle value, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
