import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import plugin from "./plugin.json";

const PROGRAM = "pulumi-resource-eks";

/**
 * The installed plugin that the engine takes for components of @pulumi/eks: the one on the PATH, else the one of the
 * SDK's version among Pulumi's own files.
 *
 * @param env of the engine
 */
export function installedEksPlugin(env: NodeJS.ProcessEnv): string | undefined {
  const home = env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const onPath = env["PULUMI_IGNORE_AMBIENT_PLUGINS"] ? [] : (env["PATH"] ?? "").split(delimiter);
  return [...onPath.filter(Boolean), join(home, "plugins", `resource-eks-v${plugin.version}`)]
    .map((folder) => join(folder, PROGRAM))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
