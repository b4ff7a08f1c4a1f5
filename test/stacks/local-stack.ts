import type { EngineEvent } from "@pulumi/pulumi/automation";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
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
import { readEvents, type Run } from "./events";

export const checkout = join(__dirname, "..", "..");

/** Changes to a stack's configuration: objects key by key, everything else as a whole, `undefined` leaves out. */
export type Changes = Readonly<Record<string, unknown>>;

/** Keys of the configuration that every stack stands on. */
const foundationKeys = new Set(
  ["environment", "network", "cluster", "cni", "nodeGroups", "fargate", "access", "guestbook"].map(
    (key) => `eks-scenarios:${key}`,
  ),
);

/** Options of a run. */
export interface RunOptions {
  /** Whether the policy pack judges the run. @default false */
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
 * backend and cloud in a folder of its own: the checkout is only read.
 */
export class LocalStack {
  private constructor(
    readonly environment: Environment,
    private readonly engine: Engine,
    private readonly folder: string,
    private readonly cloud: LocalCloud,
  ) {}

  /** A stack that was never deployed, as `Pulumi.<environment>.yaml` configures it. */
  static async create(environment: Environment): Promise<LocalStack> {
    const stack = await LocalStack.open(environment, newFolder(environment));
    await stack.initialize();
    return stack;
  }

  /**
   * A stack as the checkout configures it, deployed with the policy pack enforced. That is done
   * once in a run of the tests; each caller gets a copy with backend and cloud of its own.
   */
  static async deployed(environment: Environment): Promise<LocalStack> {
    const original = await (originals[environment] ??= deployOriginal(environment));
    const folder = newFolder(environment);
    cpSync(original, folder, { recursive: true });
    return LocalStack.open(environment, folder);
  }

  private static async open(environment: Environment, folder: string): Promise<LocalStack> {
    const cloud = await startLocalCloud({ stateFile: join(folder, "world.json") });
    return new LocalStack(environment, await findEngine(), folder, cloud);
  }

  /** Another stack in the same cloud. It ends with this one. */
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

  /** Stops the cloud and leaves the folder. */
  async close(): Promise<string> {
    await this.cloud.stop();
    return this.folder;
  }

  async remove(): Promise<void> {
    rmSync(await this.close(), { recursive: true });
  }

  /**
   * Configures the stack as the checkout does, but for these changes.
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

  /** The checkout's configuration under the project's name. */
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

  /** Deploys, and fails the test with what the engine said where that does not work. */
  async deploy(options?: RunOptions): Promise<Run> {
    const result = await this.up(options);
    if (!result.ok) throw new Error([...result.errors, ...result.mandatory].join("\n"));
    return result;
  }

  /** The stack's outputs, secrets as the command line tool shows them unless they are asked for. */
  async outputs({ secrets = false } = {}): Promise<Record<string, unknown>> {
    const show = secrets ? ["--show-secrets"] : [];
    const { output } = await this.pulumiOrFail(["stack", "output", "--json", ...show]);
    return JSON.parse(output) as Record<string, unknown>;
  }

  /** The engine's state of the stack. */
  async state(): Promise<StateResource[]> {
    const { output } = await this.pulumiOrFail(["stack", "export"]);
    return (
      (JSON.parse(output) as { deployment: { resources?: StateResource[] } }).deployment
        .resources ?? []
    );
  }

  /** What exists in the local cloud. */
  world(): Entry[] {
    return this.cloud.world.everything();
  }

  /** Runs `pulumi` and fails the test where that fails. */
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
      // The log of events is an option for developers of tools.
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

/** Folders of deployed stacks that are copied. */
const originals: Partial<Record<Environment, Promise<string>>> = {};

async function deployOriginal(environment: Environment): Promise<string> {
  const stack = await LocalStack.create(environment);
  await stack.deploy({ policies: true });
  const folder = await stack.close();
  process.once("exit", () => rmSync(folder, { recursive: true }));
  return folder;
}
