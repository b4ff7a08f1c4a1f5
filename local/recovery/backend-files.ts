import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LocalFolders } from "../folders";

/**
 * Removes what an engine had begun to write into its file backend when it was killed: copies, and
 * the attributes of a file, with which the backend could not read the file. It can without any.
 *
 * Source: blob/fileblob of gocloud.dev, createTemp and setAttrs.
 */
export function removeUnfinishedFiles({ pulumi }: LocalFolders): void {
  const folder = join(pulumi, "state");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    const isCopy = /\.[0-9a-f]+\.tmp$/.test(name);
    const isCutOff = name.endsWith(".attrs") && statSync(path).size === 0;
    if (isCopy || isCutOff) rmSync(path);
  }
}
