import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../common/children";
import { userContext, type ToolContext } from "../common/context";
import { ToolError } from "../common/errors";
import { installError } from "../common/failures";
import { findProgram } from "../common/programs";

/** A Python package, unpacked. */
export interface Wheel {
  /** As on PyPI: `cfn-lint`. */
  name: string;
  version: string;
  /** The absolute path of the folder that holds its files. */
  folder: string;
}

/**
 * Packages pinned in `requirements.txt`, by default all, with their folders in the cache, which may not exist yet.
 *
 * @throws Error if a package is not pinned
 */
export function pinned(names?: string[], { cache } = userContext()): Wheel[] {
  const lines = requirements();
  return (names ?? [...lines.keys()]).map((name) => {
    const version = lines.get(name)?.match(/==(\S+)/)?.[1];
    if (!version) throw new Error(`${name} is not pinned in tools/extract/requirements.txt.`);
    return { name, version, folder: path.join(cache, "wheels", `${name}-${version}`) };
  });
}

/** Whether all of these packages are in the cache, so that {@link fetchWheels} needs no network. */
export function inCache(wheels: Wheel[]): boolean {
  return wheels.every(({ folder }) => existsSync(folder));
}

/**
 * Downloads and unpacks packages that the cache lacks; pip checks the pinned hashes.
 * An interrupted download leaves no files that could be mistaken for a complete one.
 *
 * @throws ToolError if Python, pip or the package index is missing, or if the hash differs
 */
export async function fetchWheels(wheels: Wheel[], context = userContext()): Promise<void> {
  for (const wheel of wheels) if (!inCache([wheel])) await fetchWheel(wheel, context);
}

async function fetchWheel(wheel: Wheel, context: ToolContext): Promise<void> {
  const cache = path.dirname(wheel.folder);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, ".download-"));
  try {
    await download(wheel, work, context);
    const file = readdirSync(work).find((name) => name.endsWith(".whl")) ?? "";
    const unpacked = path.join(work, "unpacked");
    await python(["-m", "zipfile", "-e", file, unpacked], `unpack ${file}`, work, context);
    // Another process may have been faster; both have the same contents.
    if (!existsSync(wheel.folder)) renameSync(unpacked, wheel.folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(wheel: Wheel, work: string, context: ToolContext): Promise<void> {
  writeFileSync(path.join(work, "requirements.txt"), requirements().get(wheel.name) ?? "");
  const pip = ["-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"];
  const quietly = ["--no-input", "--disable-pip-version-check", "-r", "requirements.txt"];
  await python([...pip, ...quietly], `download ${wheel.name} ${wheel.version}`, work, context);
}

async function python(
  args: string[],
  purpose: string,
  cwd: string,
  { env }: ToolContext,
): Promise<void> {
  const what = `Cannot ${purpose}`;
  const program = findProgram("python3", env["PATH"]);
  if (program === undefined) {
    const fix = "Install Python 3.9 or later with pip (on Debian and Ubuntu: python3-pip).";
    throw new ToolError({ what, cause: "python3 is not on the PATH.", fix });
  }
  const { ok, failure, output } = await run(program, args, { cwd, env, timeout: 600 });
  if (!ok) throw installError(what, failure, output);
}

/** The pinned packages: the line of `requirements.txt` by name. */
function requirements(): Map<string, string> {
  const text = readFileSync(path.join(__dirname, "requirements.txt"), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.split("==")[0] ?? "", line]));
}
