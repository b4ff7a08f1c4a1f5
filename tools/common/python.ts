import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, tail } from "./children";
import type { ToolContext } from "./context";
import { requireSpace } from "./disk";
import { ToolError } from "./errors";
import { installError } from "./failures";
import type { Recipe } from "./install";
import { findProgram } from "./programs";
import type { Say } from "./progress";

/** Packages from the Python registry, installed into a separate virtual environment. */
export interface PythonPackages {
  /** Folder in the cache. */
  name: string;
  /** Name in messages. */
  title: string;
  /** Requirements file: every package pinned by version and checksum. */
  requirements: string;
  /** The package whose version is the version of the environment. */
  package: string;
  /** The oldest Python that all packages accept, for example `3.10`. */
  python: string;
  /** GiB that the installation needs. */
  space: number;
  /** See {@link Recipe.check}; the program is the environment's Python. */
  check: (version: string) => Recipe["check"];
}

/** The recipe of a Python environment; its program is `bin/python`. */
export function pythonRecipe(packages: PythonPackages): Recipe {
  const requirements = readFileSync(packages.requirements, "utf8");
  const version = pinnedVersion(requirements, packages.package);
  const what = `Cannot install ${packages.title} ${version}`;
  return {
    name: packages.name,
    title: packages.title,
    version,
    ingredients: requirements,
    program: join("bin", "python"),
    check: packages.check(version),
    async fill(folder, context, say) {
      await requireSpace(folder, packages.space, what);
      const python = await findPython(packages.python, what, context);
      await createEnvironment(python, folder, what, context);
      await installPackages(packages.requirements, folder, what, context, say);
    },
  };
}

function pinnedVersion(requirements: string, name: string): string {
  const version = new RegExp(`^${name}==(\\S+)`, "m").exec(requirements)?.[1];
  if (version === undefined) throw new Error(`the requirements do not pin ${name}`);
  return version;
}

async function findPython(oldest: string, what: string, context: ToolContext): Promise<string> {
  const program =
    findProgram("python3", context.env["PATH"]) ?? findProgram("python", context.env["PATH"]);
  const fix = `Install Python ${oldest} or later with venv (on Debian and Ubuntu: python3 and python3-venv).`;
  if (program === undefined) {
    throw new ToolError({ what, cause: "python3 is not on the PATH.", fix });
  }
  const minor = Number(oldest.split(".")[1]);
  const { output, ok } = await run(program, ["-c", "import sys; print(*sys.version_info[:2])"], {
    cwd: context.cache,
    env: context.env,
    timeout: 30,
  });
  const [found0, found1] = output.trim().split(" ").map(Number);
  if (ok && found0 === 3 && found1 !== undefined && found1 >= minor) return program;
  const found = ok ? `Python ${found0}.${found1}` : `a Python that does not run: ${tail(output)}`;
  throw new ToolError({ what, cause: `${program} is ${found}.`, fix });
}

async function createEnvironment(
  python: string,
  folder: string,
  what: string,
  context: ToolContext,
): Promise<void> {
  const { ok, output } = await run(python, ["-m", "venv", folder], {
    cwd: folder,
    env: context.env,
  });
  if (ok) return;
  throw new ToolError({
    what,
    cause: `${python} cannot create a virtual environment. Its output:\n    ${tail(output)}`,
    fix: "Install Python's venv module (on Debian and Ubuntu: python3-venv).",
  });
}

async function installPackages(
  requirements: string,
  folder: string,
  what: string,
  context: ToolContext,
  say: Say,
): Promise<void> {
  const args = ["-m", "pip", "install", "--require-hashes", "--only-binary=:all:"];
  const { ok, failure, output } = await run(
    join(folder, "bin", "python"),
    [...args, "--no-input", "--disable-pip-version-check", "-r", requirements],
    {
      cwd: folder,
      // A user's settings choose the registry, but not the target folder.
      env: { ...context.env, PIP_USER: "0", PIP_TARGET: undefined, PIP_PREFIX: undefined },
      onLine: (line) => {
        const name = /^Collecting (\S+?)[=<>~!;]/.exec(line)?.[1];
        if (name !== undefined) say(`fetching ${name}`);
        if (line.startsWith("Installing collected")) say("unpacking");
      },
    },
  );
  // pip also reports each package that it skips because another system needs it.
  if (!ok) throw installError(what, failure, output.replaceAll(/^Ignoring .*\n/gm, ""));
}
