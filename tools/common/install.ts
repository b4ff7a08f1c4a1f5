import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { run, tail } from "./children";
import type { ToolContext } from "./context";
import { ToolError } from "./errors";
import { cacheError } from "./failures";
import { withLock } from "./lock";
import { findProgram } from "./programs";
import type { Progress, Say } from "./progress";

/** A program that is installed once per machine: built from source, or a Python environment. */
export interface Recipe {
  /** Folder in the cache, for example `engine`. */
  name: string;
  /** Name in messages: `Pulumi engine`. */
  title: string;
  version: string;
  /** All inputs of the installation, as text; a different text is a different installation. */
  ingredients: string;
  /** The program, relative to the installation's folder. */
  program: string;
  /** Names of programs that replace the installation if the system has all of them. */
  system?: string[];
  /** Check that the program runs: arguments, and text that the output must contain. */
  check: { args: string[]; prints: string; env?: NodeJS.ProcessEnv };
  /** Fills an empty folder. It may be interrupted at any time and is then repeated. */
  fill(folder: string, context: ToolContext, say: Say): Promise<void>;
}

/** The record of an installation in its folder. Its presence shows that the folder is complete. */
interface Manifest {
  title: string;
  version: string;
  /** Size of the program in bytes. */
  size: number;
  /** Duration in seconds. */
  seconds: number;
}

const manifestName = "manifest.json";

/** The folder of a recipe's installation, whether or not it exists. */
export function installationFolder(recipe: Recipe, cache: string): string {
  const hash = createHash("sha256")
    .update([recipe.ingredients, process.platform, process.arch].join("\0"))
    .digest("hex");
  return join(cache, recipe.name, `${recipe.version}-${hash.slice(0, 12)}`);
}

/** The system's programs that replace an installation, by name: those on the PATH, or in the neighbouring `sbin`. */
export function findOnPath(
  { system = [] }: Recipe,
  { env }: ToolContext,
): Record<string, string> | undefined {
  const path = env["PATH"] ?? "";
  const found = system.map((name) => [
    name,
    findProgram(name, path) ?? findProgram(name, path.replaceAll(/\bbin(?=:|$)/g, "sbin")),
  ]);
  if (found.length === 0 || found.some(([, program]) => program === undefined)) return undefined;
  return Object.fromEntries(found) as Record<string, string>;
}

/** The folder of a complete installation that works, or undefined. */
export async function findInstalled(
  recipe: Recipe,
  context: ToolContext,
): Promise<string | undefined> {
  const folder = installationFolder(recipe, context.cache);
  try {
    const manifest = JSON.parse(
      await readFile(join(folder, manifestName), "utf8"),
    ) as Partial<Manifest>;
    const { size } = await stat(join(folder, recipe.program));
    if (manifest.size !== size) return undefined;
  } catch {
    return undefined;
  }
  return (await failureOf(recipe, folder, context)) === "" ? folder : undefined;
}

/**
 * Finds an installation or creates it, once per machine: other processes wait, incomplete installations are
 * repeated, and broken ones are replaced.
 *
 * @returns the folder of the installation
 * @throws ToolError if it cannot be installed
 */
export async function install(
  recipe: Recipe,
  context: ToolContext,
  progress: Progress = context.progress,
): Promise<string> {
  const present = await findInstalled(recipe, context);
  if (present !== undefined) return present;
  const folder = installationFolder(recipe, context.cache);
  const title = `${recipe.title} ${recipe.version}`;
  try {
    return await progress.step(title, (say) =>
      withLock(
        `${folder}.lock`,
        say,
        async () => (await findInstalled(recipe, context)) ?? make(recipe, folder, context, say),
      ),
    );
  } catch (error) {
    throw cacheError(`Cannot install ${title}`, context.cache, error);
  }
}

async function make(
  recipe: Recipe,
  folder: string,
  context: ToolContext,
  say: Say,
): Promise<string> {
  const start = Date.now();
  await removeAbandoned(folder);
  const draft = await mkdtemp(`${draftPrefix(folder)}${process.pid}-`);
  try {
    await recipe.fill(draft, context, say);
    const failure = await failureOf(recipe, draft, context);
    if (failure !== "") {
      throw new ToolError({
        what: `Cannot install ${recipe.title} ${recipe.version}`,
        cause: `It was installed and does not run: ${failure}`,
        fix: "Run the command again; if it fails the same way, report it with this text.",
      });
    }
    const manifest: Manifest = {
      title: recipe.title,
      version: recipe.version,
      size: (await stat(join(draft, recipe.program))).size,
      seconds: Math.round((Date.now() - start) / 1000),
    };
    await writeFile(join(draft, manifestName), JSON.stringify(manifest, undefined, 2));
    if ((await findInstalled(recipe, context)) === undefined) {
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    }
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The reason why an installed program does not run; empty if it runs. */
async function failureOf(recipe: Recipe, folder: string, context: ToolContext): Promise<string> {
  const { args, prints, env } = recipe.check;
  const result = await run(join(folder, recipe.program), args, {
    cwd: folder,
    // A separate home excludes the user's files.
    env: { PATH: context.env["PATH"], HOME: join(context.cache, "home"), ...env },
    timeout: 60,
  });
  if (!result.ok) return [result.failure, tail(result.output)].filter(Boolean).join(": ");
  return result.output.includes(prints)
    ? ""
    : `it printed ${JSON.stringify(tail(result.output))} instead of ${JSON.stringify(prints)}`;
}

/** Drafts are next to the installation on the same disk, so that the rename is atomic. */
function draftPrefix(folder: string): string {
  return join(dirname(folder), `.draft-${basename(folder)}-`);
}

/** Removes the drafts of killed processes. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = basename(draftPrefix(folder));
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
