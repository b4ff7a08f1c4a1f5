import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../tools/engine/engine";
import { engineEnvironment } from "../../../tools/engine/environment";
import { run, type RunResult } from "../../../tools/common/children";
import type { Sandbox } from "../sandbox";

/** A small Pulumi project in a sandbox: its program in `program`, a policy pack in `pack`. */
export interface Project {
  /** Runs pulumi in the program's folder. */
  pulumi(...args: string[]): Promise<RunResult>;
  /** Folder of the policy pack. */
  pack: string;
}

/** Copies the fixture into the sandbox, so that no file of the checkout changes. */
export function project(box: Sandbox, engine: Engine): Project {
  cpSync(join(__dirname, "fixture"), box.folder, { recursive: true });
  symlinkSync(join(__dirname, "..", "..", "..", "node_modules"), join(box.folder, "node_modules"));
  const env = engineEnvironment(engine, join(box.folder, "local"), {
    ...box.context.env,
    PATH: process.env["PATH"],
    PULUMI_ACCESS_TOKEN: "a user's token",
  });
  return {
    pulumi: (...args) => run(engine.program, args, { cwd: join(box.folder, "program"), env }),
    pack: join(box.folder, "pack"),
  };
}
