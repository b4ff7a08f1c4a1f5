import type {
  Dependency,
  LimitSource,
  ObjectSchema,
  ReplaceSource,
  Schema,
} from "../../simulator/schema-file";
import { defined, type AwsShape, type Limits, type Relation } from "./aws-shape";
import type { ObjectPair, Pairing, ValuePair } from "./pairing";

/** A fact that is omitted from the data. */
export interface LeftOut {
  /** Pointer here. */
  at: string;
  /** Source of the fact. */
  source: LimitSource | ReplaceSource;
  fact: string;
  reason: string;
}

/** Longer enumerations, such as instance types, are separate data sets. */
const LONGEST_ENUM = 200;

/**
 * Writes the limits of an AWS model into the paired schemas, in place.
 * Called for the registry first, then for the API: the API takes precedence,
 * because the provider calls it.
 *
 * @param exceptions limits that do not hold for the provider, with the reason:
 *   `{ "/cidrBlock one": "…", "/name pattern": "…", "/name botocore pattern": "…", "/path": "…" }`
 * @returns the facts that could not be written
 */
export function writeLimits(
  { values, objects }: Pairing,
  source: LimitSource,
  exceptions: Record<string, string> = {},
): LeftOut[] {
  const leftOut: LeftOut[] = [];
  const leave = (at: string, fact: string, reason: string, from = source): void => {
    leftOut.push({ at, source: from, fact, reason });
  };

  function limit({ at, shape, schema, target }: ValuePair): void {
    const { lostPattern } = shape;
    if (lostPattern) leave(at, `pattern ${lostPattern.pattern}`, lostPattern.reason);
    for (const [keyword, value] of Object.entries(limitsOf(shape, target))) {
      const fact = `${keyword} ${JSON.stringify(value)}`;
      const exception =
        exceptions[at] ??
        exceptions[`${at} ${keyword}`] ??
        exceptions[`${at} ${source} ${keyword}`];
      if (exception) leave(at, fact, exception);
      else if (!target) leave(at, fact, `it is ${kindOf(schema)} here and ${shape.kind} at AWS`);
      else if (Array.isArray(value) && value.length > LONGEST_ENUM) {
        leave(at, `${keyword} of ${value.length} values`, "it is too long to be checked here");
      } else set(target, keyword as keyof Limits, value, at);
    }
    if (target?.type === "number" && shape.kind === "integer") set(target, "type", "integer", at);
  }

  /** Sets a keyword. The API takes precedence over the registry. */
  function set(schema: Schema, keyword: keyof Limits | "type", value: unknown, at: string): void {
    const before = JSON.stringify(schema[keyword]);
    const earlier = Object.entries(schema.from ?? {}).find(([, all]) => all.includes(keyword))?.[0];
    if (earlier && before !== JSON.stringify(value)) {
      const reason = `${source} says ${JSON.stringify(value)}`;
      leave(at, `${keyword} ${before}`, reason, earlier as LimitSource);
    }
    Object.assign(schema, { [keyword]: value });
    note(schema, source, keyword);
  }

  function relate({ at, schema, names }: ObjectPair, { rule, names: theirs }: Relation): void {
    const ours = theirs.map((name) => names.get(name));
    const known = ours.filter((name) => name !== undefined);
    const fact = `${rule}: ${theirs.join(", ")}`;
    const [first] = ours;
    const exception = exceptions[`${at}/${first} ${rule}`];
    if (exception) return leave(at, fact, exception);
    if (rule === "excludes" && first) exclude(schema, first, known);
    if (rule === "one") for (const name of known) exclude(schema, name, known);
    if (known.length < ours.length) leave(at, fact, "not all of these are properties here");
    else if (rule === "needs" && first) depend(schema, first, { required: known.slice(1) });
    else if (rule === "some" || rule === "one") {
      schema.anyOf = known.map((name) => ({ required: [name] }));
      note(schema, source, "anyOf");
    }
  }

  function exclude(schema: ObjectSchema, name: string, names: string[]): void {
    const others = names.filter((other) => other !== name);
    if (others.length === 0) return;
    depend(schema, name, { properties: Object.fromEntries(others.map((other) => [other, false])) });
  }

  function depend(schema: ObjectSchema, name: string, { required, properties }: Dependency): void {
    const known = (schema.dependencies ??= {})[name] ?? {};
    schema.dependencies[name] = defined({
      required: required ? [...(known.required ?? []), ...required] : known.required,
      properties: properties ? { ...known.properties, ...properties } : known.properties,
    });
    note(schema, source, "dependencies");
  }

  values.forEach(limit);
  for (const pair of objects) for (const relation of pair.shape.relations) relate(pair, relation);
  return leftOut;
}

/** Keywords that apply to each kind; the registry's schemas also contain others. */
const KEYWORDS: Record<AwsShape["kind"], (keyof Limits)[]> = {
  string: ["enum", "pattern", "format", "minLength", "maxLength"],
  number: ["enum", "minimum", "maximum"],
  integer: ["enum", "minimum", "maximum"],
  array: ["minItems", "maxItems"],
  map: ["maxProperties"],
  ...{ boolean: [], object: [], other: [] },
};

/** The limits of a value. The provider treats an empty list as absent, so "at least one" is not a limit. */
function limitsOf({ kind, limits }: AwsShape, target: Schema | undefined): Limits {
  const kept = new Set<string>(KEYWORDS[kind]);
  const known: Limits = Object.fromEntries(
    Object.entries(limits).filter(([keyword]) => kept.has(keyword)),
  );
  const { minLength, minItems = 0, maxItems, pattern, ...rest } = known;
  return defined({
    ...rest,
    minLength: minLength || undefined,
    pattern: pattern && saysNothing(pattern) ? undefined : pattern,
    ...(target?.type === "object"
      ? // A list of Key and Value is a map here, a list of at most one object is that object.
        { maxProperties: target.properties ? undefined : (rest.maxProperties ?? maxItems) }
      : { maxItems, minItems: minItems > 1 ? minItems : undefined }),
  });
}

/** Whether a pattern allows every printable text, which some APIs use for all texts. */
function saysNothing(pattern: string): boolean {
  return new RegExp(pattern, "u").test(PRINTABLE);
}

const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index));
const PRINTABLE = `${ASCII.join("")}é日😀`;

function note(schema: Schema, source: LimitSource, keyword: string): void {
  const others = Object.entries(schema.from ?? {})
    .map(([each, all]) => [each, all.filter((kept) => kept !== keyword)] as const)
    .filter(([, all]) => all.length > 0);
  const from: Schema["from"] = Object.fromEntries(others);
  schema.from = { ...from, [source]: [...(from[source] ?? []), keyword].sort() };
}

function kindOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(" or ");
  if (schema.$ref) return "object";
  if (typeof schema.additionalProperties === "object") return "map";
  return schema.type ?? "anything";
}
