import { dirname, join } from "node:path";
import { run } from "../common/children";
import type { ToolContext } from "../common/context";
import { requireSpace } from "../common/disk";
import { ToolError } from "../common/errors";
import { installError } from "../common/failures";
import { findProgram } from "../common/programs";
import type { Recipe } from "../common/install";
import { engineCheck } from "./recipes";
import { official } from "./versions.json";

/**
 * The complete command line tool, which the vendor's npm package `pulumi` downloads from the vendor's site.
 * The package is a few kilobytes of script; it installs below PULUMI_HOME.
 */
export const officialRecipe: Recipe = {
  name: "official-engine",
  title: "Pulumi command line tool",
  version: official.version,
  ingredients: official.version,
  program: join("versions", official.version, "bin", "pulumi"),
  check: engineCheck(official.version),
  async fill(folder, context, say) {
    const what = `Cannot download the Pulumi command line tool ${official.version}`;
    await requireSpace(folder, 1, what);
    say("downloading");
    const { ok, failure, output } = await run(
      npm(context, what),
      ["exec", "--yes", "--", `pulumi@${official.version}`, "version"],
      {
        cwd: folder,
        env: { ...context.env, PULUMI_HOME: folder, PULUMI_VERSION: official.version },
        timeout: 600,
      },
    );
    if (!ok) throw installError(what, failure, output);
  },
};

function npm(context: ToolContext, what: string): string {
  const program =
    findProgram("npm", context.env["PATH"]) ?? findProgram("npm", dirname(process.execPath));
  if (program !== undefined) return program;
  throw new ToolError({ what, cause: "npm is not on the PATH.", fix: "Install npm." });
}

/** Whether the vendor's site answers within three seconds. */
export async function siteAnswers(site: string = official.site): Promise<boolean> {
  try {
    const { ok } = await fetch(site, { method: "HEAD", signal: AbortSignal.timeout(3000) });
    return ok;
  } catch {
    return false;
  }
}
