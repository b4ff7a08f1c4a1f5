/** The stack that a local run is about where its arguments name none. */
export const DEFAULT_STACK = "dev";

/** What the command line tool must be told about a set of its arguments. */
export interface Invocation {
  /** The arguments as given, or the main job where none are. */
  args: string[];
  stack: string;
  /** Whether the command writes the project's files: those run on the copy in the data folder. */
  writesProject: boolean;
}

/** Reads the stack and the kind of command out of arguments for the command line tool. */
export function readInvocation(given: readonly string[]): Invocation {
  const args = given.length > 0 ? [...given] : ["up", "--yes"];
  return {
    args,
    stack: stackOf(args) ?? DEFAULT_STACK,
    // `stack init`, `stack rm` and the like write or remove Pulumi.<stack>.yaml where they run.
    writesProject: args[0] === "stack" && WRITING.has(args[1] ?? ""),
  };
}

const WRITING = new Set(["init", "rm", "rename", "select", "change-secrets-provider"]);

function stackOf(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--") return undefined;
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    const joined = /^(?:--stack=|-s=?)(.+)$/.exec(arg);
    if (joined) return joined[1];
  }
  return undefined;
}
