import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalCloud } from "../simulator";
import { engineEnvironment } from "../tools/engine/environment";
import { findEngine } from "../tools/engine/find";
import { run } from "../tools/shared/children";
import type { Command } from "./measure";

/** The checkout. */
export const root = join(__dirname, "..");

/** A command whose folder and environment are set. */
export type EngineCommand = Command & Required<Pick<Command, "cwd" | "env">>;

/** Makes commands of the engine for programs whose AWS is an empty local cloud. */
export interface LocalProjects {
  /** A folder for what is generated. */
  folder: string;
  /** `pulumi` with these arguments, in no project. */
  pulumi: (args: string[]) => EngineCommand;
  /** `pulumi` in the folder of a project, with the configuration of the checkout's dev stack. */
  inProject: (
    name: string,
    folder: string,
    args: string[],
    env?: NodeJS.ProcessEnv,
  ) => Promise<EngineCommand>;
}

/** Gives `use` an engine and a local cloud of its own, and removes both after it. */
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
      async inProject(name, project, args, more = {}) {
        const config = join(folder, name);
        mkdirSync(config);
        copyFileSync(join(project, "Pulumi.yaml"), join(config, "Pulumi.yaml"));
        copyFileSync(join(root, "Pulumi.dev.yaml"), join(config, "Pulumi.dev.yaml"));
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
