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

/** Programs from Debian's or Ubuntu's packages, unpacked into a folder: nothing of the system changes. */
export interface DebianPackages {
  /** Folder in the cache. */
  name: string;
  /** What it is, for people. */
  title: string;
  /** Names of the packages; what they depend on comes with them, where the system has it not. */
  packages: string[];
  /** The programs that are wanted, as paths in the packages: `usr/sbin/named`. The first is checked. */
  programs: string[];
  /** See {@link Recipe.check}. */
  check: Recipe["check"];
}

/**
 * The recipe of programs from Debian packages: each is a script in `bin` that runs it with the libraries that came
 * along. No rights of an administrator are needed.
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
      // Those that the system has already are fetched, too.
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

/** `debian-12`; packages of another release are other packages. */
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
    cause: "There is no apt-get on the PATH: this is not Debian or Ubuntu.",
    fix: `Install ${names.join(" and ")} with your system's packages, so that they are on the PATH.`,
  });
}

/** Runs apt-get with lists and archives of its own, as any user. */
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
    // The lock is on the system's state, which stays as it is.
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

/** A script per program that finds its libraries, wherever the folder is moved to. */
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
