import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LocalFolders } from "../folders";

/**
 * Removes incomplete files that a killed engine left in its file backend: copies, and
 * attributes of a file, which prevent the backend from reading the file. Attributes are optional.
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
