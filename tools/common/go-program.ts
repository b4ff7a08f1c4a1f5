import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./children";
import type { ToolContext } from "./context";
import { requireSpace } from "./disk";
import { installError } from "./failures";
import { goToolchain, type GoToolchain } from "./go-toolchain";
import { installationFolder, type Recipe } from "./install";
import type { Say } from "./progress";

/** A program that is built from published Go modules. */
export interface GoProgram {
  /** Folder in the cache and, without path, the program's file name. */
  name: string;
  /** Name in messages. */
  title: string;
  /** Folder with the go.mod and go.sum that pin every module by version and checksum. */
  modules: string;
  /** The package with the program's main function. */
  package: string;
  /** The module whose version in go.mod is the program's version. */
  module: string;
  /** File name of the program. */
  program: string;
  /** Variables that the program's release sets at link time, mostly its version. @default none */
  variables?: (version: string) => Record<string, string>;
  /** GiB that a full build needs: the modules, the compiled packages, the program. */
  space: number;
  /** See {@link Recipe.check}. */
  check: (version: string) => Recipe["check"];
}

/** The recipe of a Go program: one program in a separate folder. */
export function goRecipe(source: GoProgram): Recipe {
  const goMod = readFileSync(join(source.modules, "go.mod"), "utf8");
  const goSum = readFileSync(join(source.modules, "go.sum"), "utf8");
  const version = requiredVersion(goMod, source.module);
  const flags = buildFlags(source.variables?.(version) ?? {});
  const what = `Cannot build ${source.title} ${version}`;
  const recipe: Recipe = {
    name: source.name,
    title: source.title,
    version,
    ingredients: JSON.stringify({ package: source.package, flags, goMod, goSum }),
    program: source.program,
    check: source.check(version),
    async fill(folder, context, say) {
      await requireSpace(context.cache, source.space, what);
      const work = `${installationFolder(recipe, context.cache)}.work`;
      const go = await goToolchain(goVersion(goMod), work, what, context, say);
      const invoke = goIn(source.modules, go, what, context);
      const packages = await fetchModules(source.package, invoke, say);
      await build(source.package, [...flags, "-o", join(folder, source.program)], invoke, (n) =>
        say(`${n} of at most ${packages} packages compiled`),
      );
      await go.clean();
    },
  };
  return recipe;
}

/** The version of a required module in a go.mod, without the leading v. */
export function requiredVersion(goMod: string, module: string): string {
  const line = goMod
    .split("\n")
    .map((text) => text.trim().replace(/^require /, ""))
    .find((text) => text.startsWith(`${module} v`));
  const version = line?.slice(module.length + 2).split(" ")[0];
  if (version === undefined) throw new Error(`go.mod does not require ${module}`);
  return version;
}

function goVersion(goMod: string): string {
  const version = /^go (\S+)$/m.exec(goMod)?.[1];
  if (version === undefined) throw new Error("go.mod names no Go version");
  return version;
}

/** Flags for the same program on every machine: without local paths and debug symbols. */
function buildFlags(variables: Record<string, string>): string[] {
  const links = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  return ["-mod=readonly", "-trimpath", `-ldflags=${["-s -w", ...links].join(" ")}`];
}

/** Runs go and returns its output; `onLine` receives each line. */
type InvokeGo = (args: string[], onLine: (line: string) => void) => Promise<string>;

/** Go's names for the architectures that Node.js names differently. */
const architectures: Partial<Record<string, string>> = { x64: "amd64", ia32: "386" };

function goIn(modules: string, go: GoToolchain, what: string, context: ToolContext): InvokeGo {
  const env = {
    ...context.env,
    ...go.env,
    // The user's registries and proxies apply, but no setting that changes the result.
    GOFLAGS: ["-buildvcs=false", go.env["GOFLAGS"]].filter(Boolean).join(" "),
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GO111MODULE: "on",
    GOOS: process.platform,
    GOARCH: architectures[process.arch] ?? process.arch,
    CGO_ENABLED: "0",
  };
  return async (args, onLine) => {
    const { ok, failure, output } = await run(go.program, args, { cwd: modules, env, onLine });
    if (!ok) throw installError(what, failure, output);
    return output;
  };
}

/** Downloads the modules of the package and returns the number of packages to compile. */
async function fetchModules(name: string, go: InvokeGo, say: Say): Promise<number> {
  const download = /^go: downloading /;
  let fetched = 0;
  const output = await go(["list", "-mod=readonly", "-deps", name], (line) => {
    if (download.test(line)) say(`${++fetched} modules fetched`);
  });
  return output.split("\n").filter((line) => !download.test(line)).length;
}

/** Builds and counts packages: Go prints each package that it compiles, without cached ones. */
async function build(
  name: string,
  flags: string[],
  go: InvokeGo,
  onPackage: (compiled: number) => void,
): Promise<void> {
  let compiled = 0;
  await go(["build", "-v", ...flags, name], () => onPackage(++compiled));
}
