import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { startLocalCloud, type Fault } from "../simulator";
import type { Engine } from "../tools/engine/engine";
import { engineEnvironment } from "../tools/engine/environment";
import { run, tail } from "../tools/common/children";
import { ToolError } from "../tools/common/errors";
import { readInvocation, type Invocation } from "./command-line";
import type { LocalFolders } from "./folders";
import { beginRun, endRun, recover } from "./recovery/recover";
import { configFile, syncConfig } from "./stack-config";

/** A run of the command line tool on the local cloud. */
export interface LocalRun {
  engine: Engine;
  folders: LocalFolders;
  /** Arguments for `pulumi`. Without any, the run previews and deploys the dev stack. */
  args: readonly string[];
  faults?: readonly Fault[];
  /** Folder or program of the policy pack; empty for none. @default the checkout's */
  policyPack?: string;
  /** @default this process' */
  env?: NodeJS.ProcessEnv;
  /** Descriptor of an open file for the tool's output. @default the terminal, which also allows prompts */
  output?: number;
}

/**
 * Runs the real command line tool on the local cloud, with the policy pack enforced.
 *
 * @returns its exit code
 */
export async function runLocally({
  engine,
  folders,
  args,
  faults,
  policyPack = join(folders.checkout, "policy", "pack"),
  env,
  output,
}: LocalRun): Promise<number> {
  const invocation = readInvocation(args);
  mkdirSync(folders.project, { recursive: true });
  copyFileSync(join(folders.checkout, "Pulumi.yaml"), join(folders.project, "Pulumi.yaml"));
  const cloud = await startLocalCloud({ stateFile: folders.stateFile, faults: faults ?? [] });
  try {
    const own = engineEnvironment(engine, folders.pulumi, env);
    const say = (line: string) => void writeSync(output ?? process.stderr.fd, `${line}\n`);
    await recover({ engine, folders, env: own, world: cloud.world, say });
    const environment = {
      ...own,
      ...cloud.environment,
      PULUMI_STACK: invocation.stack,
      ...(policyPack !== "" && { PULUMI_OPTION_POLICY_PACK: policyPack }),
    };
    if (!invocation.writesProject) await prepareStack(engine, folders, invocation, environment);
    const end = await pulumi(engine, invocation, folders, { env: environment, output });
    if (end.inOrder) endRun(folders, cloud.world);
    return end.code;
  } finally {
    await cloud.stop();
  }
}

/** Creates a stack of the checkout in the local backend at its first use. */
async function prepareStack(
  engine: Engine,
  folders: LocalFolders,
  { stack }: Invocation,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (!existsSync(join(folders.checkout, `Pulumi.${stack}.yaml`))) return;
  if (!existsSync(configFile(folders, stack))) {
    const cwd = folders.project;
    const { ok, failure, output } = await run(engine.program, ["stack", "init", stack], {
      cwd,
      env,
    });
    if (!ok && !output.includes("already exists")) {
      throw new ToolError({
        what: `Cannot make the stack ${stack} in the local backend`,
        cause: [failure, tail(output)].join(": "),
        fix: "Empty the local cloud with `npm run local -- --reset` and run the command again.",
      });
    }
  }
  await syncConfig(folders, stack);
}

/** How the engine ended. */
interface End {
  /** Its exit code. */
  code: number;
  /** Whether it ended without a signal, so that its state is complete. */
  inOrder: boolean;
}

function pulumi(
  engine: Engine,
  invocation: Invocation,
  folders: LocalFolders,
  { env, output }: { env: NodeJS.ProcessEnv; output: number | undefined },
): Promise<End> {
  const { args, stack, writesProject } = invocation;
  const file = configFile(folders, stack);
  const child = spawn(...surviving(engine.program, args), {
    cwd: writesProject ? folders.project : folders.checkout,
    env: existsSync(file) && !writesProject ? { ...env, PULUMI_OPTION_CONFIG_FILE: file } : env,
    stdio: output === undefined ? "inherit" : ["ignore", output, output],
  });
  if (child.pid !== undefined) beginRun(folders, stack, child.pid);
  let isStopped = false;
  // Ctrl-C also reaches the child, which ends its updates normally while this process waits for it.
  const wait = (): void => void (isStopped = true);
  const stop = (): void => {
    isStopped = true;
    child.kill("SIGINT");
  };
  const hangUp = (): void => {
    // A closed terminal accepts no output.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
    stop();
  };
  process.on("SIGINT", wait);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", hangUp);
  return new Promise<End>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({
        code: code ?? 128 + (signal ? constants.signals[signal] : 0),
        inOrder: code !== null && !isStopped,
      }),
    );
  }).finally(() => {
    process.off("SIGINT", wait);
    process.off("SIGTERM", stop);
    process.off("SIGHUP", hangUp);
  });
}

/**
 * The command that runs a program so that closing the terminal does not end it. The terminal
 * sends SIGHUP to all processes in it, and the engine would leave its updates unfinished.
 */
function surviving(program: string, args: readonly string[]): [string, string[]] {
  if (process.platform === "win32") return [program, [...args]];
  return ["/bin/sh", ["-c", 'trap "" HUP; exec "$0" "$@"', program, ...args]];
}
