import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { parse, stringify } from "yaml";
import type { LocalFolders } from "./folders";

/** The used properties of a stack's configuration file. */
interface StackFile {
  config?: Record<string, unknown>;
  encryptionsalt?: string;
  [key: string]: unknown;
}

/** The sources of a stack's local file, stored next to it. */
interface Base {
  config: Record<string, unknown>;
}

/** The configuration file that a local run of a stack uses instead of the checkout's. */
export function configFile(folders: LocalFolders, stack: string): string {
  return join(folders.project, `Pulumi.${stack}.yaml`);
}

/**
 * Updates the local copy of a stack's configuration from the checkout.
 *
 * The engine writes into that file (the salt of its passphrase, `config set`, `up --config`), and the
 * checkout must not change. So it uses a copy, in which locally set keys last until
 * the local cloud is emptied.
 */
export async function syncConfig(folders: LocalFolders, stack: string): Promise<void> {
  const file = configFile(folders, stack);
  const baseFile = `${file}.base.json`;
  const source = readYaml(join(folders.checkout, `Pulumi.${stack}.yaml`));
  const local = readYaml(file);
  const base = existsSync(baseFile)
    ? (JSON.parse(readFileSync(baseFile, "utf8")) as Base)
    : { config: {} };
  const config = overlay(source.config ?? {}, base.config, local.config ?? base.config);
  const salt = local.encryptionsalt === undefined ? {} : { encryptionsalt: local.encryptionsalt };
  await writeFileAtomic(file, stringify({ ...source, ...salt, config }));
  await writeFileAtomic(baseFile, JSON.stringify({ config: source.config ?? {} } satisfies Base));
}

/** `source` with the changes that `local` makes to `base`. */
function overlay(
  source: Record<string, unknown>,
  base: Record<string, unknown>,
  local: Record<string, unknown>,
): Record<string, unknown> {
  const result = { ...source };
  for (const key of new Set([...Object.keys(base), ...Object.keys(local)])) {
    if (isDeepStrictEqual(base[key], local[key])) continue;
    if (key in local) result[key] = local[key];
    else delete result[key];
  }
  return result;
}

function readYaml(file: string): StackFile {
  return existsSync(file) ? ((parse(readFileSync(file, "utf8")) as StackFile | null) ?? {}) : {};
}
