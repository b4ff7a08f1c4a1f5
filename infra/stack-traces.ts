/**
 * Leaves the promises of Pulumi's runtime without a stack trace.
 *
 * The runtime notes one with each promise that it makes, thousands in a run, and prints them only
 * where PULUMI_DEBUG_PROMISE_LEAKS is set. ts-node maps each to the TypeScript sources, which took
 * a fifth of the program's time. Errors and the positions of resources are mapped as ever.
 */
export function traceOnlyWhatIsRead(): void {
  const mapped = Error.prepareStackTrace?.bind(Error);
  if (!mapped || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise"
      ? error.message
      : (mapped(error, frames) as unknown);
}
