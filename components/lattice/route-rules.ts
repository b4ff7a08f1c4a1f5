import type { Backend } from "../../model/lattice/backends";
import type { RouteKind, RouteMatch, RouteRule } from "../../model/lattice/route";

/** Returns the rules in the form of the Gateway API. */
export function routeRules(
  kind: RouteKind,
  namespace: string,
  rules: readonly RouteRule[],
): object[] {
  return rules.map(({ matches = [], backends }) => ({
    ...(matches.length > 0 && { matches: matches.map((match) => matchOf(kind, match)) }),
    backendRefs: backends.map((backend) => backendOf(namespace, backend)),
  }));
}

function matchOf(kind: RouteKind, { path, method, call, headers }: RouteMatch): object {
  const fields = headers && {
    headers: headers.map(({ name, value }) => ({ type: "Exact", name, value })),
  };
  if (kind === "GRPCRoute") {
    return { ...(call && { method: { type: "Exact", ...call } }), ...fields };
  }
  return { ...(path && { path }), ...(method !== undefined && { method }), ...fields };
}

function backendOf(namespace: string, backend: Backend): object {
  const { service, namespace: home = namespace, port, weight = 1 } = backend;
  return { group: "", kind: "Service", name: service, namespace: home, port, weight };
}
