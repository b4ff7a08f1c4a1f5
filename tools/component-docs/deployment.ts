import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "../engine/find";
import { localFolders } from "../../local/folders";
import { runLocally } from "../../local/run";
import { tail } from "../common/children";
import { ToolError } from "../common/errors";
import { parseDeployment, type Deployment } from "./resources";

/**
 * Deploys a stack of the checkout to a separate local cloud, which is removed afterwards.
 *
 * @returns the resources that the engine registered
 */
export async function deployStack(root: string, stack: string): Promise<Deployment> {
  const data = mkdtempSync(join(tmpdir(), "component-docs-"));
  const log = join(data, "log");
  const state = join(data, "state.json");
  const output = openSync(log, "a");
  try {
    const engine = await findEngine();
    const folders = localFolders(root, data);
    for (const args of [
      ["up", "--yes", "--skip-preview", "--stack", stack],
      ["stack", "export", "--file", state, "--stack", stack],
    ]) {
      const code = await runLocally({ engine, folders, args, output });
      if (code !== 0) {
        throw new ToolError({
          what: `Cannot deploy the stack ${stack} to a local cloud`,
          cause: tail(readFileSync(log, "utf8"), 20),
          fix: `See what \`npm run local -- up --stack ${stack}\` says.`,
        });
      }
    }
    return parseDeployment(JSON.parse(readFileSync(state, "utf8")));
  } finally {
    closeSync(output);
    rmSync(data, { recursive: true });
  }
}
