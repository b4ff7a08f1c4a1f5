import type { GlobalAcceleratorClient } from "@aws-sdk/client-global-accelerator";

/** Number of requests that a client has sent, by operation. */
export type Requests = Record<string, number>;

/** Counts the requests of a client from now on, including retries. */
export function countRequests(client: object): Requests {
  const counts: Requests = {};
  (client as Pick<GlobalAcceleratorClient, "middlewareStack">).middlewareStack.add(
    (next, context) => (args) => {
      const operation = String(context.commandName).replace(/Command$/, "");
      counts[operation] = (counts[operation] ?? 0) + 1;
      return next(args);
    },
    { step: "finalizeRequest", name: "count", priority: "low" },
  );
  return counts;
}
