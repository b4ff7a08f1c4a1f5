import Ajv, { type ErrorObject, type SchemaObject } from "ajv";
import { InputError } from "./errors";
import { didYouMean } from "./suggest";

const ajv = new Ajv({
  useDefaults: true,
  strict: true,
  allowUnionTypes: true,
  verbose: true,
  // A schema is compiled and used once per run: its optimization takes longer than it saves.
  code: { optimize: false },
});

/**
 * Creates a function that checks unknown data (configuration, JSON) against a JSON schema
 * and fills in the schema's defaults.
 *
 * @returns a function of the data and the name that its errors begin with (may be empty); it
 * returns a checked copy and throws InputError for the first mistake.
 * @example
 * const check = checker<{ zones: string[] }>(schema);
 * check({ zone: [] }, "network"); // InputError: network.zone … Did you mean "zones"?
 */
export function checker<T>(schema: SchemaObject): (data: unknown, argument: string) => T {
  let validate: ReturnType<typeof ajv.compile> | undefined;
  return (data, argument) => {
    // Compiled at the first use, so that an unused schema costs nothing.
    validate ??= ajv.compile(schema);
    const copy: unknown = structuredClone(data);
    if (validate(copy)) return copy as T;
    const error = validate.errors?.[0];
    throw error ? problem(error, argument) : new Error(`${argument} broke its schema silently`);
  };
}

function problem(error: ErrorObject, argument: string): InputError {
  const at = join(argument, path(error.instancePath));
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "additionalProperties": {
      const name = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema as SchemaObject).properties as object);
      const value = (error.data as Record<string, unknown>)[name];
      return new InputError({
        argument: join(at, `.${name}`),
        value,
        rule: "is not an argument",
        fix: didYouMean(name, known),
      });
    }
    case "required":
      return new InputError({
        argument: join(at, `.${String(params.missingProperty)}`),
        value: undefined,
        rule: "is missing",
        fix: describe(error, String(params.missingProperty)),
      });
    case "enum":
      return new InputError({
        argument: at,
        value: error.data,
        rule: "is not a choice",
        fix: didYouMean(String(error.data), (params.allowedValues as unknown[]).map(String)),
      });
    default:
      return new InputError({
        argument: at,
        value: error.data,
        rule: error.message ?? "is not valid",
        fix: describe(error),
      });
  }
}

/** `network` + `.zones[0]`; without a name, only the path. */
function join(argument: string, rest: string): string {
  return argument === "" ? rest.replace(/^\./, "") : argument + rest;
}

/** The schema's description of the expected value, as the fix. */
function describe({ parentSchema }: ErrorObject, property?: string): string {
  const parent = parentSchema as SchemaObject & { properties?: Record<string, SchemaObject> };
  const schema = property === undefined ? parent : parent.properties?.[property];
  const description = schema?.description as string | undefined;
  if (!description) return "See the description of the argument.";
  const [example] = (schema?.examples ?? []) as unknown[];
  return `Give ${description}${example === undefined ? "" : `, for example ${textOf(example)}`}.`;
}

function textOf(example: unknown): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

/** `.nodeGroups[0].name` of the JSON pointer `/nodeGroups/0/name`. */
function path(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("");
}
