/**
 * Leaves the promises of Pulumi's runtime unmapped.
 *
 * The runtime notes a stack trace with each promise that it makes, thousands in a run, to tell of
 * those that never end; ts-node maps each trace to the TypeScript sources. That took a fifth of the
 * program's time. All other traces, and the positions of resources, are mapped as ever.
 */
export function mapOnlyUsefulTraces(): void {
  const mapped = Error.prepareStackTrace?.bind(Error);
  if (!mapped) return;
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise"
      ? `${error.message}\n${frames.map(place).join("\n")}`
      : (mapped(error, frames) as unknown);
}

function place(frame: NodeJS.CallSite): string {
  return `    at ${frame.getFunctionName() ?? ""} (${frame.getFileName()}:${frame.getLineNumber()})`;
}
