import {
  fullyQualifiedStackName,
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type OpType,
  type OutputMap,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalCloud, type Fault, type LocalCloud } from "../../../simulator";
import { engineEnvironment } from "../../../tools/engine/environment";
import { findEngine } from "../../../tools/engine/find";

/** What the engine did or would do with one resource. */
export interface Step {
  /** `create`, `update`, `replace`, `same`, … */
  op: OpType;
  /** Name in the stack. */
  name: string;
  type: string;
  /** The properties that differ, and how: `{ cidrBlock: "update-replace" }`. */
  diff: Record<string, string>;
}

/** What came of a run of the engine. */
export interface Run {
  steps: Step[];
  /** The program's outputs, secrets in the clear. */
  outputs: Record<string, unknown>;
  /** What the engine and the program said was wrong. */
  errors: string[];
}

/** A stack on the real engine, in a folder of its own, whose AWS is the local cloud. */
export class TestStack {
  private cloud: LocalCloud | undefined;

  private constructor(
    private readonly folder: string,
    private readonly stack: Stack,
  ) {}

  /**
   * A stack in us-east-1.
   *
   * @param more variables for the engine
   */
  static async create(more: Record<string, string> = {}): Promise<TestStack> {
    const engine = await findEngine();
    const folder = mkdtempSync(join(tmpdir(), "engine-"));
    mkdirSync(join(folder, "bin"));
    symlinkSync(engine.program, join(folder, "bin", "pulumi"));
    // Dynamic providers find their packages from the program's folder on.
    symlinkSync(join(__dirname, "../../../node_modules"), join(folder, "node_modules"));
    const pulumiCommand = await PulumiCommand.get({ root: folder, skipVersionCheck: true });
    const env = { ...(engineEnvironment(engine, folder) as Record<string, string>), ...more };
    const stackName = fullyQualifiedStackName("organization", "games", "dev");
    const stack = await LocalWorkspace.createStack(
      { stackName, projectName: "games", program: () => Promise.resolve() },
      {
        workDir: folder,
        envVars: env,
        pulumiCommand,
        stackSettings: { [stackName]: { config: { "aws:region": "us-east-1" } } },
      },
    );
    return new TestStack(folder, stack);
  }

  async remove(): Promise<void> {
    await this.stopCloud();
    rmSync(this.folder, { recursive: true });
  }

  get stateFile(): string {
    return join(this.folder, "world.json");
  }

  /** The engine's own state of the stack. */
  async exported(): Promise<ExportedResource[]> {
    const state = await this.stack.exportStack();
    return (state.deployment as { resources?: ExportedResource[] }).resources ?? [];
  }

  /** The text of the engine's state as it is on disk. */
  savedState(): string {
    const folder = join(this.folder, "state", ".pulumi", "stacks");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const saved = files.find((name) => name.endsWith("dev.json"));
    return readFileSync(join(folder, saved!), "utf8");
  }

  /** Starts the local cloud for the runs that follow. */
  async startCloud(
    faults: readonly Fault[] = [],
    env: NodeJS.ProcessEnv = process.env,
  ): Promise<LocalCloud> {
    await this.stopCloud();
    this.cloud = await startLocalCloud({ stateFile: this.stateFile, faults, env });
    this.attach(this.cloud.environment);
    return this.cloud;
  }

  async stopCloud(): Promise<void> {
    await this.cloud?.stop();
    this.cloud = undefined;
  }

  /** Makes the engine use providers that serve elsewhere. */
  attach(environment: { PULUMI_DEBUG_PROVIDERS: string }): void {
    this.stack.workspace.envVars = { ...this.stack.workspace.envVars, ...environment };
  }

  preview(program: PulumiFn): Promise<Run> {
    return this.run((onEvent) => this.stack.preview({ program, onEvent, color: "never" }));
  }

  up(program: PulumiFn): Promise<Run> {
    return this.run((onEvent) => this.stack.up({ program, onEvent, color: "never" }));
  }

  refresh(): Promise<Run> {
    return this.run((onEvent) => this.stack.refresh({ onEvent, color: "never" }));
  }

  destroy(): Promise<Run> {
    return this.run((onEvent) => this.stack.destroy({ onEvent, color: "never" }));
  }

  import(type: string, name: string, id: string): Promise<Run> {
    const resources = [{ type, name, id }];
    return this.run(() => this.stack.import({ resources, generateCode: false, protect: false }));
  }

  private async run(
    work: (onEvent: (event: EngineEvent) => void) => Promise<{ outputs?: OutputMap } | object>,
  ): Promise<Run> {
    const events: EngineEvent[] = [];
    const failed: string[] = [];
    let outputs: OutputMap = {};
    try {
      const result = await work((event) => events.push(event));
      if ("outputs" in result) outputs = result.outputs ?? {};
    } catch (error) {
      failed.push((error as Error).message);
    }
    const values = Object.entries(outputs).map(([key, { value }]) => [key, value as unknown]);
    const said = events.flatMap(({ diagnosticEvent: said }) =>
      said?.severity === "error" ? [said.message.trim()] : [],
    );
    return {
      steps: events.flatMap(stepOf),
      outputs: Object.fromEntries(values) as Record<string, unknown>,
      errors: said.length > 0 ? said : failed,
    };
  }
}

/** A resource in the engine's state. */
export interface ExportedResource {
  urn: string;
  type: string;
  /** Whether a provider manages it; components are not. */
  custom: boolean;
  id?: string;
  /** URN. */
  parent?: string;
  /** URN and id of its provider, with `::` between them. */
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** URNs. */
  dependencies?: string[];
  ignoreChanges?: string[];
  retainOnDelete?: boolean;
  initErrors?: string[];
  protect?: boolean;
}

function stepOf({ resourcePreEvent }: EngineEvent): Step[] {
  if (!resourcePreEvent) return [];
  const { op, urn, type, detailedDiff } = resourcePreEvent.metadata;
  if (type.startsWith("pulumi:")) return [];
  const diff = Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind]);
  return [
    {
      op,
      name: urn.split("::").at(-1) ?? "",
      type,
      diff: Object.fromEntries(diff) as Record<string, string>,
    },
  ];
}
