import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { ToolError } from "./errors";

/** Free bytes for this user on the disk of a folder, which need not exist yet. */
async function freeBytes(folder: string): Promise<number> {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
}

/**
 * Checks the free space of a disk before a large write.
 *
 * @param needed GiB
 * @throws ToolError if less is free
 */
export async function requireSpace(
  folder: string,
  needed: number,
  what: string,
  free: (folder: string) => Promise<number> = freeBytes,
): Promise<void> {
  const gib = (await free(folder)) / 2 ** 30;
  if (gib >= needed) return;
  throw new ToolError({
    what,
    cause: `It needs ${needed} GiB and the disk of ${folder} has ${gib.toFixed(1)} GiB left.`,
    fix: spaceFix,
  });
}

/** The fix for a full disk. */
export const spaceFix =
  "Free some room, or set XDG_CACHE_HOME to a folder on a larger disk, and run the command again.";
