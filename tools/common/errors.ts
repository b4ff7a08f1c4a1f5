/** A failure of a tool, in three parts that allow the user to continue. */
export interface ToolProblem {
  /** The failed action, as a sentence without a full stop: `Cannot build the Pulumi engine 3.258.0`. */
  what: string;
  /** The reason, as a sentence: `Go 1.22.0 on the PATH is older than 1.26.` */
  cause: string;
  /** The fix, as a sentence: `Install Go 1.26 or later.` */
  fix: string;
}

/**
 * A failure of the machine or of the network, not of the program: a missing tool, a full disk, an unreachable registry.
 * Commands show its message without a stack trace.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";

  constructor(readonly problem: ToolProblem) {
    super(`${problem.what}.\n  Cause: ${problem.cause}\n  Fix:   ${problem.fix}`);
  }
}
