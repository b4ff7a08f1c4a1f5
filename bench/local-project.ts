import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { startLocalCloud } from "../simulator";
import { engineEnvironment } from "../tools/engine/environment";
import { findEngine } from "../tools/engine/find";
import { run } from "../tools/common/children";
import type { Command } from "./measure";

/** The checkout. */
export const root = join(__dirname, "..");

/** A command whose folder and environment are set. */
export type EngineCommand = Command & Required<Pick<Command, "cwd" | "env">>;

/** Differences from the checkout. */
export interface ProjectOptions {
  env?: NodeJS.ProcessEnv;
  /** Keys of the dev stack's configuration to leave out, without the project's name. @default none */
  leaveOut?: readonly string[];
}

/** Creates commands of the engine for programs that use an empty local cloud. */
export interface LocalProjects {
  /** A folder for generated files. */
  folder: string;
  /** `pulumi` with these arguments, in no project. */
  pulumi: (args: string[]) => EngineCommand;
  /** `pulumi` in the folder of a project, with the configuration of the checkout's dev stack. */
  inProject: (
    name: string,
    folder: string,
    args: string[],
    options?: ProjectOptions,
  ) => Promise<EngineCommand>;
}

interface StackFile {
  config: Record<string, unknown>;
}

/** Calls `use` with an engine and a separate local cloud, and removes both afterwards. */
export async function withLocalProjects<T>(
  use: (projects: LocalProjects) => Promise<T>,
): Promise<T> {
  const engine = await findEngine();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const cloud = await startLocalCloud({ stateFile: join(folder, "cloud.json"), faults: [] });
  const env = { ...engineEnvironment(engine, folder), ...cloud.environment };
  const pulumi = (args: string[]) => ({ program: engine.program, args, cwd: folder, env });
  try {
    return await use({
      folder,
      pulumi,
      async inProject(name, project, args, { env: more = {}, leaveOut = [] } = {}) {
        const config = join(folder, name);
        mkdirSync(config);
        copyFileSync(join(project, "Pulumi.yaml"), join(config, "Pulumi.yaml"));
        const settings = parse(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")) as StackFile;
        for (const key of leaveOut) delete settings.config[`eks-scenarios:${key}`];
        writeFileSync(join(config, "Pulumi.dev.yaml"), stringify(settings));
        const { ok, output } = await run(engine.program, ["stack", "init", "dev"], {
          cwd: config,
          env,
        });
        if (!ok) throw new Error(output);
        const file = join(config, "Pulumi.dev.yaml");
        const own = { PULUMI_STACK: "dev", PULUMI_OPTION_CONFIG_FILE: file, ...more };
        return { ...pulumi(args), cwd: project, env: { ...env, ...own } };
      },
    });
  } finally {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
