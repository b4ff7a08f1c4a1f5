import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import semver from "semver";
import { run, tail } from "../common/children";
import { userContext, type ToolContext } from "../common/context";
import { ToolError } from "../common/errors";
import { findInstalled, install, type Recipe } from "../common/install";
import { findProgram, isProgram } from "../common/programs";
import type { Engine, EngineSource } from "./engine";
import { withoutAccounts } from "./environment";
import { officialRecipe, siteAnswers } from "./official";
import { directoryPackEngineRecipe, engineRecipe, languageHostRecipe } from "./recipes";
import { minimum } from "./versions.json";

/** Which engine to find. */
export interface FindOptions {
  /** The `pulumi` program to use. @default the variable EKS_SCENARIOS_ENGINE, if set */
  engine?: string;
  /** @default the context of a user at a terminal */
  context?: ToolContext;
  /** Address of the vendor's downloads. @default the vendor's site */
  site?: string;
}

type Found = Pick<Engine, "program" | "version" | "source">;

const variable = "EKS_SCENARIOS_ENGINE";
const languageHost = "pulumi-language-nodejs";

/**
 * Finds or installs a Pulumi engine: the named one, the one on the PATH, the one that was installed
 * before, the vendor's download, a build from the published Go modules (about five minutes, once per
 * machine). The language host for Node.js is added if the engine has none.
 *
 * @throws ToolError if the named engine cannot be used, or no engine can be installed
 */
export async function findEngine(options: FindOptions = {}): Promise<Engine> {
  const context = options.context ?? userContext();
  const passedOver: string[] = [];
  const found =
    (await locate(options.engine, context, passedOver)) ??
    (await get(context, options.site, passedOver));
  return { ...found, pathEntries: await pathEntries(found, context), passedOver };
}

/** Whether {@link findEngine} would download and build nothing. */
export async function hasEngine(options: FindOptions = {}): Promise<boolean> {
  const context = options.context ?? userContext();
  const found = await locate(options.engine, context, []);
  if (found === undefined) return false;
  return (
    languageHostFolder(found.program, context) !== undefined ||
    (await findInstalled(languageHostRecipe, context)) !== undefined
  );
}

/** An existing engine. */
async function locate(
  engine: string | undefined,
  context: ToolContext,
  passedOver: string[],
): Promise<Found | undefined> {
  const fromEnvironment = context.env[variable] ?? "";
  if (engine !== undefined) return demanded(engine, "option", context);
  if (fromEnvironment !== "") return demanded(fromEnvironment, "environment", context);
  return (await onPath(context, passedOver)) ?? (await inCache(context));
}

async function demanded(
  path: string,
  source: "option" | "environment",
  context: ToolContext,
): Promise<Found> {
  const program = resolve(path);
  const inspected = isProgram(program)
    ? await inspect(program, context)
    : { defect: "No executable program has that name." };
  if ("version" in inspected) return { program, source, version: inspected.version };
  throw new ToolError({
    what: `Cannot use the engine ${program} (${source === "option" ? "--engine" : variable})`,
    cause: inspected.defect,
    fix: `Name a pulumi program of version ${minimum.version} or later, or none to let this project get one.`,
  });
}

async function onPath(context: ToolContext, passedOver: string[]): Promise<Found | undefined> {
  const program = findProgram("pulumi", context.env["PATH"]);
  if (program === undefined) return undefined;
  const inspected = await inspect(program, context);
  if ("version" in inspected) return { program, source: "path", version: inspected.version };
  passedOver.push(`${program} on the PATH: ${inspected.defect}`);
  return undefined;
}

/** The version of a pulumi program that is new enough, or the problem as a sentence. */
async function inspect(
  program: string,
  context: ToolContext,
): Promise<{ version: string } | { defect: string }> {
  const { ok, failure, output } = await run(program, ["version"], {
    cwd: dirname(program),
    env: {
      ...withoutAccounts(context.env),
      PULUMI_HOME: join(context.cache, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "1",
    },
    timeout: 60,
  });
  if (!ok) return { defect: `It does not run: ${[failure, tail(output)].join(" ").trim()}.` };
  const version = semver.parse(/\bv?\d+\.\d+\.\d+\S*/.exec(output)?.[0])?.version;
  if (version === undefined) return { defect: "`pulumi version` prints no version." };
  if (semver.gte(version, minimum.version)) return { version };
  return {
    defect: `It is version ${version}, and ${minimum.version} or later is needed for ${minimum.reason}.`,
  };
}

async function inCache(context: ToolContext): Promise<Found | undefined> {
  for (const recipe of [officialRecipe, engineRecipe]) {
    const folder = await findInstalled(recipe, context);
    if (folder !== undefined) return installed(recipe, folder, "cache");
  }
  return undefined;
}

async function get(
  context: ToolContext,
  site: string | undefined,
  passedOver: string[],
): Promise<Found> {
  if (await siteAnswers(site)) {
    try {
      return installed(officialRecipe, await install(officialRecipe, context), "official");
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      passedOver.push(error.message);
    }
  } else {
    passedOver.push("The vendor's download: its site does not answer.");
  }
  return installed(engineRecipe, await install(engineRecipe, context), "built");
}

function installed(recipe: Recipe, folder: string, source: EngineSource): Found {
  return { program: join(folder, recipe.program), version: recipe.version, source };
}

async function pathEntries(found: Found, context: ToolContext): Promise<string[]> {
  const host =
    languageHostFolder(found.program, context) ?? (await install(languageHostRecipe, context));
  // The folder keeps its position on the PATH: in front, it might contain another Node.js.
  const own = found.source === "path" ? [] : [dirname(found.program)];
  return [...new Set([...own, host])];
}

/** The folder in which the engine finds a language host: next to itself or on the PATH. */
function languageHostFolder(program: string, context: ToolContext): string | undefined {
  const beside = [dirname(program), dirname(realpathSync(program))].find((folder) =>
    isProgram(join(folder, languageHost)),
  );
  if (beside !== undefined) return beside;
  const onPath = findProgram(languageHost, context.env["PATH"]);
  return onPath === undefined ? undefined : dirname(onPath);
}

/**
 * The engine for tests of policy packs that are folders (`--policy-pack policy`), built on demand. A
 * complete command line tool starts such packs; the engine that is built from Go modules cannot,
 * because the published language host is too old, so an older engine replaces it.
 */
export async function findDirectoryPackEngine(
  context: ToolContext = userContext(),
): Promise<Engine> {
  const source = (await hasDirectoryPackEngine(context)) ? "cache" : "built";
  const folder = await install(directoryPackEngineRecipe, context);
  return {
    ...installed(directoryPackEngineRecipe, folder, source),
    pathEntries: [folder],
    passedOver: [],
  };
}

/** Whether {@link findDirectoryPackEngine} would build nothing. */
export async function hasDirectoryPackEngine(
  context: ToolContext = userContext(),
): Promise<boolean> {
  return (await findInstalled(directoryPackEngineRecipe, context)) !== undefined;
}
