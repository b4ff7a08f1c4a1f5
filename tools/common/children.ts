import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** Options of a run of a program. */
export interface RunOptions {
  /** The whole environment; no variable is inherited. */
  env: NodeJS.ProcessEnv;
  /** Working folder. */
  cwd: string;
  /** Seconds after which the program is killed. @default no limit */
  timeout?: number;
  /** Called with each line of standard output and standard error as it arrives. */
  onLine?: (line: string) => void;
}

/** The result of a run of a program. */
export interface RunResult {
  /** True if it ended with exit code 0. */
  ok: boolean;
  /** Reason of the failure, for example `exit code 1`, `killed after 30 s`, `spawn go ENOENT`; empty when ok. */
  failure: string;
  /** Lines of standard output and standard error, in the order of their arrival. */
  output: string;
}

/**
 * Runs a program to its end and collects its output. It never rejects: the result contains the failure.
 * When this process receives a signal to stop (Ctrl-C, SIGTERM), it stops the program first.
 */
export function run(program: string, args: string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeout === undefined ? undefined : options.timeout * 1000,
      killSignal: "SIGKILL",
    });
    const release = stopWithThisProcess(child);
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    const end = (failure: string): void => {
      release();
      resolve({ ok: failure === "", failure, output: lines.join("\n") });
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code, signal) => end(ending(code, signal, options.timeout)));
  });
}

function ending(code: number | null, signal: string | null, timeout: number | undefined): string {
  if (code === 0) return "";
  if (code !== null) return `exit code ${code}`;
  return signal === "SIGKILL" && timeout !== undefined
    ? `killed after ${timeout} s`
    : `stopped by ${signal}`;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Stops the child when this process receives a signal to stop; returns a function that removes the handlers. */
function stopWithThisProcess(child: ChildProcess): () => void {
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  const stop = (signal: NodeJS.Signals): void => {
    child.kill("SIGTERM");
    process.exit(exitCodes[signal as keyof typeof exitCodes]);
  };
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/** The last lines of a program's output, for an error text. */
export function tail(output: string, lines = 5): string {
  return output.trim().split("\n").slice(-lines).join("\n    ");
}
