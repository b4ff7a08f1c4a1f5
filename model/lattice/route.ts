import { InputError } from "../errors";
import { latticeLimits } from "./names";
import { checkBackends, servicesOf, type Backend, type RoutedService } from "./backends";

/** Kinds of routes that the VPC Lattice controller serves here. */
export type RouteKind = "HTTPRoute" | "GRPCRoute";

/** The requests to which a rule applies, in the Gateway API's form. All conditions must hold. */
export interface RouteMatch {
  /** Path of an HTTP request. @example { type: "PathPrefix", value: "/v2" } */
  path?: { type: "Exact" | "PathPrefix"; value: string };
  /** Method of an HTTP request. @example "GET" */
  method?: string;
  /** gRPC service, and method of it. @example { service: "shop.Checkout", method: "Submit" } */
  call?: { service: string; method?: string };
  /** Header fields with these values, at most 5. */
  headers?: readonly { name: string; value: string }[];
  /** Refused: VPC Lattice cannot match query parameters. */
  queryParams?: readonly { name: string; value: string }[];
}

/** A rule of a route: matches and backends. */
export interface RouteRule {
  /** At most one: VPC Lattice has one match in a rule. @default all requests */
  matches?: readonly RouteMatch[];
  /** At least one, at most 10. */
  backends: readonly Backend[];
}

/**
 * Checks the rules of a route against the limits of VPC Lattice and its controller, so that the
 * controller implements every part of an accepted route.
 *
 * @param namespace The route's.
 * @throws InputError for the first mistake.
 */
export function checkRules(
  kind: RouteKind,
  namespace: string,
  rules: readonly RouteRule[],
  argument = "rules",
): void {
  const { rulesPerListener, targetGroupsPerService } = latticeLimits;
  if (rules.length < 1 || rules.length > rulesPerListener) {
    throw new InputError({
      argument,
      value: rules.length,
      rule: `is not a number of rules that a VPC Lattice listener can have, 1 to ${rulesPerListener}`,
      fix: rules.length > 0 ? "Spread them over several routes." : "Give at least one rule.",
    });
  }
  rules.forEach(({ matches = [], backends }, index) => {
    checkMatches(kind, matches, `${argument}[${index}].matches`);
    checkBackends(namespace, backends, `${argument}[${index}].backends`);
  });
  const groups = routedServices(namespace, rules, argument).length;
  if (groups <= targetGroupsPerService) return;
  throw new InputError({
    argument,
    value: groups,
    rule: `Services are more than the ${targetGroupsPerService} target groups of a VPC Lattice service`,
    fix: "Spread them over several routes.",
  });
}

/** The Services that receive requests of the rules, each once. @throws InputError */
export function routedServices(
  namespace: string,
  rules: readonly RouteRule[],
  argument = "rules",
): RoutedService[] {
  const placed = rules.flatMap(({ backends }, rule) =>
    backends.map((backend, index) => ({
      backend,
      argument: `${argument}[${rule}].backends[${index}]`,
    })),
  );
  return servicesOf(namespace, placed);
}

function checkMatches(kind: RouteKind, matches: readonly RouteMatch[], argument: string): void {
  const refuse = (at: string, value: unknown, rule: string, fix: string): never => {
    throw new InputError({ argument: `${argument}${at}`, value, rule, fix });
  };
  if (matches.length > 1) {
    const methods = matches.flatMap(({ method }) => method ?? []);
    if (methods.length > 1) {
      refuse(
        "",
        methods,
        "are more methods than the one of a rule",
        "Write a separate rule for each.",
      );
    }
    refuse("", matches.length, "matches are more than the one of a rule", "Give each a rule.");
  }
  const [match] = matches;
  if (!match) return;
  const { path, method, call, headers = [], queryParams } = match;
  if (queryParams) {
    refuse(
      "[0].queryParams",
      queryParams,
      "matches query parameters, which VPC Lattice cannot",
      "Match a path or a header instead.",
    );
  }
  if (headers.length > latticeLimits.headersPerRule) {
    refuse(
      "[0].headers",
      headers.length,
      `headers are more than the ${latticeLimits.headersPerRule} of a rule`,
      "Match fewer.",
    );
  }
  if (path && !path.value.startsWith("/")) {
    refuse("[0].path.value", path.value, "is not a path", `Give "/${path.value}".`);
  }
  if (kind === "GRPCRoute" && (path ?? method) !== undefined) {
    refuse("[0]", match, "is for HTTP, and the route is a GRPCRoute", "Match a call or headers.");
  }
  if (kind === "HTTPRoute" && call) {
    refuse("[0]", match, "is for gRPC, and the route is an HTTPRoute", "Match a path or a method.");
  }
}
