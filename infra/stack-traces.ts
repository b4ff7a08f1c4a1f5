/**
 * Removes the stack traces from the promises of Pulumi's runtime.
 *
 * The runtime records one with each of its thousands of promises, and prints them only with
 * PULUMI_DEBUG_PROMISE_LEAKS. ts-node maps each to the TypeScript sources, which took a fifth of
 * the program's time. Errors and the positions of resources are still mapped.
 */
export function traceOnlyWhatIsRead(): void {
  const mapped = Error.prepareStackTrace?.bind(Error);
  if (!mapped || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise"
      ? error.message
      : (mapped(error, frames) as unknown);
}
