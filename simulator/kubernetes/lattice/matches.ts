import { isObject, type Properties } from "../../values";
import { textOf } from "../object";
import { objectsOf } from "./terms";

/**
 * Which requests a rule of a route is for, as VPC Lattice says it: all of them where the rule says
 * nothing. gRPC calls are POST requests to `/<service>/<method>`.
 */
export function matchOf(kind: string, rule: Properties): Properties {
  const [match] = objectsOf(rule["matches"]);
  if (!match) {
    return {
      pathMatch: { match: { prefix: "/" }, caseSensitive: true },
      ...(kind === "GRPCRoute" && { method: "POST" }),
    };
  }
  const headers = objectsOf(match["headers"]).map(({ name, value }) => ({
    name: textOf(name),
    match: { exact: textOf(value) },
  }));
  return {
    ...(kind === "GRPCRoute" ? grpcMatch(match) : httpMatch(match)),
    ...(headers.length > 0 && { headerMatches: headers }),
  };
}

function httpMatch({ path, method }: Properties): Properties {
  const { type, value } = isObject(path) ? path : {};
  const match: Properties = type === "Exact" ? { exact: textOf(value) } : { prefix: textOf(value) };
  return {
    ...(value !== undefined && { pathMatch: { match, caseSensitive: true } }),
    ...(typeof method === "string" && { method }),
  };
}

function grpcMatch({ method: call }: Properties): Properties {
  const { service, method } = isObject(call) ? call : {};
  const match: Properties =
    typeof service !== "string"
      ? { prefix: "/" }
      : typeof method === "string"
        ? { exact: `/${service}/${method}` }
        : { prefix: `/${service}/` };
  return { method: "POST", pathMatch: { match, caseSensitive: true } };
}
