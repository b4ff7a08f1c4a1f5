import { JSONPathEnvironment } from "json-p3";
import { isObject, text, type Properties, type Value } from "../values";
import { annotation, metadataOf } from "./object";

/** Where a program says what the provider shall wait for: one expression, or a JSON list of them. */
const WAIT_FOR = "pulumi.com/waitFor";

/** What the provider says when an expression did not come true in time. */
export const TIMED_OUT = "timed out waiting for the condition";

const environment = new JSONPathEnvironment();

/**
 * What of an object's `pulumi.com/waitFor` has not come true, as the provider tells it after its
 * time is over, or undefined. Conditions and paths are judged for the state that was asked for
 * last, where they say which one they are about.
 *
 * Source: provider/pkg/await/condition and provider/pkg/jsonpath of github.com/pulumi/pulumi-kubernetes.
 */
export function whyStillWaiting(object: Properties): string | undefined {
  const given = annotation(object, WAIT_FOR);
  if (given === undefined) return undefined;
  const expressions = expressionsOf(given);
  const wrong = expressions.map(wrongIn).find((each) => each !== undefined);
  if (wrong !== undefined) return wrong;
  const missing = expressions.map((each) => missingOf(object, each));
  const first = missing.find((each) => each !== undefined);
  return first && `${TIMED_OUT}: ${first}`;
}

function missingOf(object: Properties, expression: string): string | undefined {
  return expression.startsWith("jsonpath=")
    ? missingPath(object, expression.slice("jsonpath=".length))
    : missingCondition(object, expression.slice("condition=".length));
}

/** What is wrong with an expression itself. */
function wrongIn(expression: string): string | undefined {
  if (expression.startsWith("condition=")) return undefined;
  if (!expression.startsWith("jsonpath=")) {
    return `expected a "jsonpath=" or "condition=" prefix, got ${JSON.stringify(expression)}`;
  }
  const { path, query, value } = readPath(expression.slice("jsonpath=".length));
  if (query === undefined) return `${path} should be wrapped in brackets { ... }`;
  if (value === "") return `${path}= requires a value`;
  try {
    environment.compile(query);
    return undefined;
  } catch (error) {
    return `parsing ${JSON.stringify(path)}: ${(error as Error).message}`;
  }
}

function expressionsOf(given: string): string[] {
  try {
    const listed = JSON.parse(given) as unknown;
    if (Array.isArray(listed)) return listed.map(String);
  } catch {
    // Not a list: one expression.
  }
  return [given];
}

function missingCondition(object: Properties, expression: string): string | undefined {
  const [type = "", wanted = "True"] = expression.split("=");
  const same = (one: Value | undefined, other: string): boolean =>
    typeof one === "string" && one.toLowerCase() === other.toLowerCase();
  const { status } = object;
  const listed = isObject(status) ? status["conditions"] : undefined;
  const condition = (Array.isArray(listed) ? listed : [])
    .filter(isObject)
    .find((each) => same(each["type"], type));
  if (!condition) return `it has no condition ${type}`;
  if (isOutdated(object, condition["observedGeneration"])) {
    return `the condition ${type} is about an earlier state`;
  }
  if (same(condition["status"], wanted)) return undefined;
  const { message } = condition;
  const why = typeof message === "string" && message !== "" ? `: ${message}` : "";
  return `${type} is ${text(condition["status"])}${why}`;
}

function missingPath(object: Properties, expression: string): string | undefined {
  const { status } = object;
  if (isObject(status) && isOutdated(object, status["observedGeneration"])) {
    return "its status is about an earlier state";
  }
  const { path, query = "", value } = readPath(expression);
  const [found] = environment.query(query, object).values();
  if (found === undefined) return `${path} selected nothing`;
  if (value === undefined || text(found) === value) return undefined;
  return `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`;
}

interface WaitPath {
  /** As it is written, in braces. */
  path: string;
  /** JSONPath (RFC 9535). */
  query?: string;
  value?: string;
}

/** Splits `{.a[?@.b=='c']}=value` at the equals sign that stands alone. */
function readPath(expression: string): WaitPath {
  const [path = "", value] = expression.split(/(?<!=)=(?!=)/);
  const inside = /\{\s*(.*?)\s*\}/.exec(path)?.[1];
  return {
    path,
    ...(inside !== undefined && { query: inside.startsWith("$") ? inside : `$${inside}` }),
    ...(value !== undefined && { value }),
  };
}

function isOutdated(object: Properties, observed: Value | undefined): boolean {
  const { generation } = metadataOf(object);
  return typeof observed === "number" && typeof generation === "number" && observed < generation;
}
