import type { EngineEvent } from "@pulumi/pulumi/automation";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Environment } from "../../config/stack";
import { startLocalCloud, type Entry, type LocalCloud } from "../../simulator";
import type { Engine } from "../../tools/engine/engine";
import { engineEnvironment } from "../../tools/engine/environment";
import { findEngine } from "../../tools/engine/find";
import { run } from "../../tools/common/children";
import { withLock } from "../../tools/common/lock";
import { runFolder } from "../run-folder";
import { readEvents, type Run } from "./events";

export const checkout = join(__dirname, "..", "..");

/**
 * Changes to a stack's configuration: objects key by key, all other values as a whole; `undefined`
 * removes a key.
 */
export type Changes = Readonly<Record<string, unknown>>;

/** Keys of the configuration of a stack's foundation. */
const foundationKeys = new Set(
  ["environment", "network", "cluster", "cni", "nodeGroups", "fargate", "access", "guestbook"].map(
    (key) => `eks-scenarios:${key}`,
  ),
);

/** Options of a run. */
export interface RunOptions {
  /** Whether the policy pack checks the run. @default false */
  policies?: boolean;
}

/** A resource in the engine's state. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  protect?: boolean;
  /** Whether the stack only reads it. */
  external?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** Seconds that a run may take on a slow and busy machine. */
const patience = 240;

/**
 * A stack of this checkout's program on the real engine and a local cloud, with its configuration,
 * backend and cloud in a separate folder. The checkout is only read.
 */
export class LocalStack {
  private constructor(
    readonly environment: Environment,
    private readonly engine: Engine,
    private readonly folder: string,
    private readonly cloud: LocalCloud,
  ) {}

  /** Creates a stack that was never deployed, as `Pulumi.<environment>.yaml` configures it. */
  static async create(environment: Environment): Promise<LocalStack> {
    const stack = await LocalStack.open(environment, newFolder(environment));
    await stack.initialize();
    return stack;
  }

  /**
   * Returns a stack as the checkout configures it, deployed with the policy pack enforced. The
   * deployment runs once per test run; each caller gets a copy with its own backend and cloud.
   */
  static async deployed(environment: Environment): Promise<LocalStack> {
    const original = await deployOriginal(environment);
    const folder = newFolder(environment);
    cpSync(original, folder, { recursive: true });
    return LocalStack.open(environment, folder);
  }

  private static async open(environment: Environment, folder: string): Promise<LocalStack> {
    const cloud = await startLocalCloud({ stateFile: join(folder, "world.json") });
    return new LocalStack(environment, await findEngine(), folder, cloud);
  }

  /** Creates another stack in the same cloud. It is removed with this one. */
  async neighbour(environment: Environment): Promise<LocalStack> {
    const stack = new LocalStack(
      environment,
      this.engine,
      join(this.folder, "neighbour"),
      this.cloud,
    );
    await stack.initialize();
    return stack;
  }

  private async initialize(): Promise<void> {
    mkdirSync(this.project, { recursive: true });
    copyFileSync(join(checkout, "Pulumi.yaml"), join(this.project, "Pulumi.yaml"));
    await this.pulumiOrFail(["stack", "init", this.environment]);
    this.configure({});
  }

  /** Stops the cloud and keeps the folder. */
  async close(): Promise<string> {
    await this.cloud.stop();
    return this.folder;
  }

  async remove(): Promise<void> {
    rmSync(await this.close(), { recursive: true });
  }

  /**
   * Configures the stack as the checkout does, with these changes.
   *
   * @param options `whole` is false for the foundation only: network, cluster, nodes, guestbook
   */
  configure(changes: Changes, { whole = true } = {}): void {
    const source = readConfig(join(checkout, `Pulumi.${this.environment}.yaml`));
    const { encryptionsalt } = existsSync(this.configFile) ? readConfig(this.configFile) : {};
    const entries = Object.entries(source.config ?? {});
    const config = Object.fromEntries(
      entries.filter(([key]) => whole || key.startsWith("aws:") || foundationKeys.has(key)),
    );
    for (const [key, change] of Object.entries(changes)) {
      const name = key.includes(":") ? key : `eks-scenarios:${key}`;
      config[name] = changed(config[name], change);
    }
    writeFileSync(this.configFile, stringify({ encryptionsalt, config }));
  }

  /** Returns the checkout's configuration under the project's name. */
  source(): Record<string, unknown> {
    const { config = {} } = readConfig(join(checkout, `Pulumi.${this.environment}.yaml`));
    return Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("eks-scenarios:") ? [[key.slice("eks-scenarios:".length), value]] : [],
      ),
    );
  }

  preview(options?: RunOptions): Promise<Run> {
    return this.run(["preview", "--diff"], options);
  }

  up(options?: RunOptions): Promise<Run> {
    return this.run(["up", "--yes", "--skip-preview"], options);
  }

  refresh(): Promise<Run> {
    return this.run(["refresh", "--yes", "--skip-preview"]);
  }

  /** @param options `previewed` where the engine is to plan all first, as it does for a person */
  destroy({ previewed = false } = {}): Promise<Run> {
    return this.run(["destroy", "--yes", ...(previewed ? [] : ["--skip-preview"])]);
  }

  /** Deploys the stack; fails the test with the engine's errors if the deployment fails. */
  async deploy(options?: RunOptions): Promise<Run> {
    const result = await this.up(options);
    if (!result.ok) throw new Error([...result.errors, ...result.mandatory].join("\n"));
    return result;
  }

  /** Returns the stack's outputs, with secrets masked unless requested. */
  async outputs({ secrets = false } = {}): Promise<Record<string, unknown>> {
    const show = secrets ? ["--show-secrets"] : [];
    const { output } = await this.pulumiOrFail(["stack", "output", "--json", ...show]);
    return JSON.parse(output) as Record<string, unknown>;
  }

  /** Returns the engine's state of the stack. */
  async state(): Promise<StateResource[]> {
    const { output } = await this.pulumiOrFail(["stack", "export"]);
    return (
      (JSON.parse(output) as { deployment: { resources?: StateResource[] } }).deployment
        .resources ?? []
    );
  }

  /** Returns the resources in the local cloud. */
  world(): Entry[] {
    return this.cloud.world.everything();
  }

  /** Runs `pulumi`; fails the test if it fails. */
  async pulumiOrFail(args: readonly string[]): Promise<{ output: string }> {
    const result = await this.pulumi(args);
    if (!result.ok) throw new Error(`pulumi ${args.join(" ")}: ${result.output}`);
    return result;
  }

  private get project(): string {
    return join(this.folder, "project");
  }

  private get configFile(): string {
    return join(this.project, `Pulumi.${this.environment}.yaml`);
  }

  private async run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const log = join(this.folder, "events.log");
    rmSync(log, { force: true });
    const { ok, output } = await this.pulumi([...args, "--event-log", log], options);
    const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
    return { ok, output, ...readEvents(lines.map((line) => JSON.parse(line) as EngineEvent)) };
  }

  private pulumi(
    args: readonly string[],
    { policies = false }: RunOptions = {},
  ): Promise<{ ok: boolean; output: string }> {
    const isInit = args[0] === "stack" && args[1] === "init";
    const env = {
      ...engineEnvironment(this.engine, this.folder),
      ...this.cloud.environment,
      // The event log is an option for developers of tools.
      PULUMI_DEBUG_COMMANDS: "true",
      ...(policies && { PULUMI_OPTION_POLICY_PACK: join(checkout, "policy", "pack") }),
      ...(!isInit && {
        PULUMI_STACK: this.environment,
        PULUMI_OPTION_CONFIG_FILE: this.configFile,
      }),
    };
    const cwd = isInit ? this.project : checkout;
    const all = ["--non-interactive", "--color", "never", ...args];
    return run(this.engine.program, all, { cwd, env, timeout: patience });
  }
}

interface ConfigFile {
  config?: Record<string, unknown>;
  encryptionsalt?: string;
}

function readConfig(file: string): ConfigFile {
  return parse(readFileSync(file, "utf8")) as ConfigFile;
}

function changed(value: unknown, change: unknown): unknown {
  if (!isObject(value) || !isObject(change)) return change;
  const keys = new Set([...Object.keys(value), ...Object.keys(change)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in change ? changed(value[key], change[key]) : value[key]]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function newFolder(environment: Environment): string {
  return mkdtempSync(join(tmpdir(), `stack-${environment}-`));
}

/** Returns the folder of a deployed stack that is copied: one for all workers of a run. */
async function deployOriginal(environment: Environment): Promise<string> {
  const folder = join(runFolder, `stack-${environment}`);
  await withLock(
    `${folder}.lock`,
    () => undefined,
    async () => {
      if (existsSync(folder)) return;
      const stack = await LocalStack.create(environment);
      await stack.deploy({ policies: true });
      renameSync(await stack.close(), folder);
    },
  );
  return folder;
}
