import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Variables that refer to a user's files, which a fresh machine does not have. */
const personal =
  /^(HOME|USERPROFILE|LOCALAPPDATA|APPDATA|XDG_.*|GO(PATH|MODCACHE|CACHE|ENV)|PULUMI_.*|EKS_SCENARIOS_.*|npm_.*|NODE_PATH|INIT_CWD)$/i;

/** Variables that only set package registries and do not refer to a user's files. */
const registries = /^npm_config_(registry|cafile|proxy|https_proxy|noproxy)$/i;

/**
 * The environment of a machine without installations: an empty home, and thereby empty caches.
 *
 * @param home An empty folder.
 */
export function freshEnvironment(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => registries.test(name) || !personal.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PATH: withoutNodeModules(env["PATH"]),
    CI: "true",
  };
}

/** `npm run` prepends the programs of this checkout, which are removed again. */
function withoutNodeModules(path = ""): string {
  return path
    .split(":")
    .filter((folder) => !folder.includes("node_modules"))
    .join(":");
}

/** The commands of the README's first section: the blocks of shell that begin with an installation. */
export function readmeCommands(readme: string): string[] {
  return [...readme.matchAll(/^```sh\n(npm ci && .+)\n```$/gm)].map(([, command = ""]) => command);
}

/** One command on the fresh machine. */
export interface Outcome {
  command: string;
  /** Exit code; 1 when a signal ended the command. */
  code: number;
  seconds: number;
  /** Lines of the output with counts of resources or tests. */
  counts: string[];
}

const count = /^\s*([+~-] \d+ (to create|created)|\d+ (passing|failing|pending)\b.*|Left out: .*)$/;

/** The lines of an output that count resources or tests. */
export function countsIn(output: string): string[] {
  return output
    .split("\n")
    .filter((line) => count.test(line))
    .map((line) => line.trim());
}

/** Clones a repository's HEAD and runs commands in the clone, with their output on standard output. */
export async function runFresh(
  repository: string,
  folder: string,
  commands: readonly string[],
): Promise<Outcome[]> {
  const home = join(folder, "home");
  mkdirSync(home);
  const env = freshEnvironment(process.env, home);
  const clone = join(folder, "clone");
  const cloned = await runCommandLine(`git clone --quiet "${repository}" "${clone}"`, folder, env);
  if (cloned.code !== 0) return [cloned];
  const outcomes: Outcome[] = [];
  for (const command of commands) outcomes.push(await runCommandLine(command, clone, env));
  return outcomes;
}

async function runCommandLine(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  process.stdout.write(`$ ${command}\n`);
  const start = Date.now();
  const child = spawn(command, { cwd, env, shell: true, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = Math.round((Date.now() - start) / 1000);
  return { command, code: code ?? 1, seconds, counts: countsIn(output) };
}
