import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { startLocalCloud, type Fault } from "../simulator";
import type { Engine } from "../tools/engine/engine";
import { engineEnvironment } from "../tools/engine/environment";
import { run, tail } from "../tools/common/children";
import { ToolError } from "../tools/common/errors";
import { readInvocation, type Invocation } from "./command-line";
import type { LocalFolders } from "./folders";
import { configFile, syncConfig } from "./stack-config";

/** A run of the command line tool on the local cloud. */
export interface LocalRun {
  engine: Engine;
  folders: LocalFolders;
  /** Arguments for `pulumi`; none for the main job: preview and deploy the dev stack. */
  args: readonly string[];
  faults?: readonly Fault[];
  /** @default this process' */
  env?: NodeJS.ProcessEnv;
  /** Descriptor of an open file for what the tool prints. @default the terminal, for questions, too */
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
  env,
  output,
}: LocalRun): Promise<number> {
  const invocation = readInvocation(args);
  mkdirSync(folders.project, { recursive: true });
  copyFileSync(join(folders.checkout, "Pulumi.yaml"), join(folders.project, "Pulumi.yaml"));
  const cloud = await startLocalCloud({ stateFile: folders.stateFile, faults: faults ?? [] });
  try {
    const environment = {
      ...engineEnvironment(engine, folders.pulumi, env),
      ...cloud.environment,
      PULUMI_STACK: invocation.stack,
      PULUMI_OPTION_POLICY_PACK: join(folders.checkout, "policy", "pack"),
    };
    if (!invocation.writesProject) await prepareStack(engine, folders, invocation, environment);
    return await pulumi(engine, invocation, folders, { env: environment, output });
  } finally {
    await cloud.stop();
  }
}

/** Makes a stack of the checkout in the local backend, the first time it is used. */
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

function pulumi(
  engine: Engine,
  invocation: Invocation,
  folders: LocalFolders,
  { env, output }: { env: NodeJS.ProcessEnv; output: number | undefined },
): Promise<number> {
  const { args, stack, writesProject } = invocation;
  const file = configFile(folders, stack);
  const child = spawn(engine.program, args, {
    cwd: writesProject ? folders.project : folders.checkout,
    env: existsSync(file) && !writesProject ? { ...env, PULUMI_OPTION_CONFIG_FILE: file } : env,
    stdio: output === undefined ? "inherit" : ["ignore", output, output],
  });
  // Ctrl-C reaches the child by itself: it ends its updates in order, and this process waits for it.
  const wait = (): void => undefined;
  const stop = (): void => void child.kill("SIGINT");
  process.on("SIGINT", wait);
  process.on("SIGTERM", stop);
  return new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  }).finally(() => {
    process.off("SIGINT", wait);
    process.off("SIGTERM", stop);
  });
}
