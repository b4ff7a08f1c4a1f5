import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The folders that the tools use in this environment. */
export function userFolders(env: NodeJS.ProcessEnv): { cache: string; data: string } {
  const code = 'JSON.stringify(require("env-paths")("eks-scenarios", { suffix: "" }))';
  const cwd = join(__dirname, "../..");
  const { stdout } = spawnSync(process.execPath, ["-p", code], { cwd, env, encoding: "utf8" });
  return JSON.parse(stdout) as { cache: string; data: string };
}
