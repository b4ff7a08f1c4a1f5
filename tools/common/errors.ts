/** What a tool could not do, in the three parts that let a person go on. */
export interface ToolProblem {
  /** What was tried, as a sentence without a full stop: `Cannot build the Pulumi engine 3.258.0`. */
  what: string;
  /** Why it failed, as a sentence: `Go 1.22.0 on the PATH is older than 1.26.` */
  cause: string;
  /** What to do about it, as a sentence: `Install Go 1.26 or later.` */
  fix: string;
}

/**
 * A failure of the machine or of the network, not of the program: a missing tool, a full disk, a registry out of reach.
 * Commands show its text without a stack trace.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";

  constructor(readonly problem: ToolProblem) {
    super(`${problem.what}.\n  Cause: ${problem.cause}\n  Fix:   ${problem.fix}`);
  }
}
