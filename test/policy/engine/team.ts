import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalCloud } from "../../../simulator";
import type { Engine } from "../../../tools/engine/engine";
import { engineEnvironment } from "../../../tools/engine/environment";
import { run } from "../../../tools/common/children";

const root = join(__dirname, "../../..");

/** Another team at work: its program, its backend, a cloud, and an engine that runs our pack. */
export interface Team {
  /** Where its files are. */
  folder: string;
  /** Runs `pulumi` in its folder. */
  pulumi(...args: string[]): Promise<Run>;
  stop(): Promise<void>;
}

/** The findings of a run of the engine. */
export interface Run {
  ok: boolean;
  output: string;
  /** Findings at level `mandatory`: rule, resource, first line of the message. */
  mandatory: string[];
  /** The same at level `advisory`. */
  advisory: string[];
  /** Rules that mended a resource, with its name. */
  remediated: string[];
}

/** Copies the example program to a folder of its own, where nothing of this project is around it. */
export async function startTeam(engine: Engine): Promise<Team> {
  const folder = mkdtempSync(join(tmpdir(), "other-team-"));
  cpSync(join(root, "examples/other-team"), folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const cloud = await startLocalCloud({ stateFile: join(folder, "cloud.json") });
  const pulumi = (...args: string[]) => runPulumi(engine, folder, args, cloud.environment);
  const created = await pulumi("stack", "init", "dev");
  if (!created.ok) throw new Error(created.output);
  return {
    folder,
    pulumi,
    stop: async () => {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `pulumi` in a folder, with a home and a backend of its own there. */
export async function runPulumi(
  engine: Engine,
  folder: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Run> {
  const env = {
    ...engineEnvironment(engine, join(folder, "pulumi")),
    ...environment,
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1",
  };
  const all = ["--non-interactive", ...args];
  const { ok, output } = await run(engine.program, all, { cwd: folder, env, timeout: 120 });
  return { ok, output, ...findingsOf(output) };
}

/** The file of a configuration, as `--policy-pack-config` takes it. */
export function writeConfiguration(folder: string, configuration: object): string {
  const file = join(folder, "policy-config.json");
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

interface EngineEvent {
  policyEvent?: {
    resourceUrn: string;
    message: string;
    policyName: string;
    enforcementLevel: string;
  };
  policyRemediationEvent?: { resourceUrn: string; policyName: string };
}

function findingsOf(output: string): Pick<Run, "mandatory" | "advisory" | "remediated"> {
  const events = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as EngineEvent);
  const at = (level: string) =>
    events
      .flatMap(({ policyEvent }) => policyEvent ?? [])
      .filter(({ enforcementLevel }) => enforcementLevel === level)
      .map(({ policyName, resourceUrn, message }) =>
        [policyName, nameOf(resourceUrn), message.split("\n")[0]].join(" | "),
      )
      .sort();
  return {
    mandatory: at("mandatory"),
    advisory: at("advisory"),
    remediated: events
      .flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? [])
      .map(({ policyName, resourceUrn }) => `${policyName} | ${nameOf(resourceUrn)}`)
      .sort(),
  };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
