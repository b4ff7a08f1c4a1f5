/** The default stack of a local run. */
export const DEFAULT_STACK = "dev";

/** The properties of a command line that determine how it runs. */
export interface Invocation {
  /** The given arguments, or the default command. */
  args: string[];
  stack: string;
  /** Whether the command writes the project's files, so that it must run on the copy in the data folder. */
  writesProject: boolean;
}

/** Reads the stack and the kind of command from arguments of the command line tool. */
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
