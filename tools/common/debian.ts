import { readFileSync } from "node:fs";
import { access, chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, type RunResult } from "./children";
import type { ToolContext } from "./context";
import { requireSpace } from "./disk";
import { ToolError } from "./errors";
import { installError } from "./failures";
import type { Recipe } from "./install";
import { findProgram } from "./programs";

/** Programs from packages of Debian or Ubuntu, unpacked into a folder without changes to the system. */
export interface DebianPackages {
  /** Folder in the cache. */
  name: string;
  /** Name in messages. */
  title: string;
  /** Names of the packages; dependencies that the system lacks are also downloaded. */
  packages: string[];
  /** The needed programs, as paths in the packages: `usr/sbin/named`. The first is checked. */
  programs: string[];
  /** See {@link Recipe.check}. */
  check: Recipe["check"];
}

/**
 * The recipe of programs from Debian packages: each is a script in `bin` that runs it with the downloaded
 * libraries. It needs no administrator rights.
 */
export function debianRecipe({ packages, programs, ...rest }: DebianPackages): Recipe {
  const names = programs.map(nameOf);
  const version = systemRelease();
  const what = `Cannot install ${rest.title} ${version}`;
  return {
    ...rest,
    version,
    ingredients: JSON.stringify([packages, programs]),
    program: join("bin", names[0]!),
    system: names,
    async fill(folder, context, say) {
      await requireSpace(folder, 1, what);
      const apt = findApt(names, what, context);
      const lists = join(folder, "apt");
      say("reading the list of packages");
      await runApt(apt, ["update"], lists, what, context);
      say(`fetching ${packages.join(", ")}`);
      // Packages that the system already has are also downloaded.
      const fetch = [
        "install",
        "--reinstall",
        "--download-only",
        "--yes",
        "--no-install-recommends",
      ];
      await runApt(apt, [...fetch, ...packages], lists, what, context);
      say("unpacking");
      await unpack(join(lists, "archives"), folder, what, context);
      await rm(lists, { recursive: true });
      await writeScripts(programs, folder);
    },
  };
}

const nameOf = (program: string): string => program.slice(program.lastIndexOf("/") + 1);

/** `debian-12`. Packages of different releases differ. */
function systemRelease(): string {
  try {
    const text = readFileSync("/etc/os-release", "utf8");
    const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)`, "m").exec(text)?.[1];
    return [value("ID"), value("VERSION_ID")].filter((part) => part !== undefined).join("-");
  } catch {
    return process.platform;
  }
}

function findApt(names: readonly string[], what: string, { env }: ToolContext): string {
  const apt = findProgram("apt-get", env["PATH"]);
  if (apt !== undefined) return apt;
  throw new ToolError({
    what,
    cause: "apt-get is not on the PATH: this is not Debian or Ubuntu.",
    fix: `Install ${names.join(" and ")} with your system's packages, so that they are on the PATH.`,
  });
}

/** Runs apt-get with separate lists and archives, without administrator rights. */
async function runApt(
  apt: string,
  args: string[],
  folder: string,
  what: string,
  context: ToolContext,
): Promise<void> {
  for (const name of ["lists/partial", "archives/partial"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const options = {
    "Dir::State::lists": join(folder, "lists"),
    "Dir::Cache": folder,
    "Dir::Cache::archives": join(folder, "archives"),
    // The lock protects the system's state, which does not change.
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": "",
  };
  const flags = Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  const env = { ...context.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  mustSucceed(what, await run(apt, [...flags, ...args], { cwd: folder, env }));
}

async function unpack(
  archives: string,
  folder: string,
  what: string,
  context: ToolContext,
): Promise<void> {
  const dpkg = findProgram("dpkg-deb", context.env["PATH"]) ?? "dpkg-deb";
  for (const file of (await readdir(archives)).filter((name) => name.endsWith(".deb"))) {
    const args = ["--extract", join(archives, file), folder];
    mustSucceed(what, await run(dpkg, args, { cwd: folder, env: context.env }));
  }
}

function mustSucceed(what: string, { ok, failure, output }: RunResult): void {
  if (!ok) throw installError(what, failure, output);
}

/** Writes a script per program that finds its libraries in every location of the folder. */
async function writeScripts(programs: readonly string[], folder: string): Promise<void> {
  const libraries = await libraryFolders(folder);
  await mkdir(join(folder, "bin"), { recursive: true });
  for (const program of programs) {
    await access(join(folder, program));
    const file = join(folder, "bin", nameOf(program));
    const script = [
      "#!/bin/sh",
      'here=$(cd "$(dirname "$0")/.." && pwd)',
      `export LD_LIBRARY_PATH="${libraries.map((name) => `$here/${name}`).join(":")}"`,
      `exec "$here/${program}" "$@"`,
    ];
    await writeFile(file, `${script.join("\n")}\n`);
    await chmod(file, 0o755);
  }
}

async function libraryFolders(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const parent of ["usr/lib", "lib"]) {
    const names = await readdir(join(folder, parent)).catch(() => []);
    found.push(
      ...names.filter((name) => name.includes("-linux-")).map((name) => `${parent}/${name}`),
    );
  }
  return found;
}
