import type { ErrorObject } from "ajv";
import type { CheckFailure } from "./provider";
import { isObject, valueAt, type Properties, text } from "./values";

/**
 * Says what breaks a schema in the words of the AWS provider, with the rule and what was given.
 *
 * @param hidden JSON pointers of values that the text must not show
 */
export function describeSchemaError(
  error: ErrorObject,
  values: Properties,
  hidden: readonly string[] = [],
): CheckFailure {
  const property = propertyPath(error.instancePath);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "required":
      return missing(joinPath(property, String(params["missingProperty"])), neededBy(error));
    case "additionalProperties": {
      const unknown = joinPath(property, String(params["additionalProperty"]));
      return {
        property: unknown,
        reason: `Invalid or unknown key. An argument named "${unknown}" is not expected here`,
      };
    }
    case "anyOf":
      return { property, reason: noAlternative(property, error.schema) };
    case "false schema":
      return {
        property,
        reason: `Conflicting configuration arguments: "${property}" conflicts with ${neededBy(error) ?? "another argument"}`,
      };
    default: {
      const isHidden = hidden.some((pointer) => isInside(error.instancePath, pointer));
      const given = isHidden ? "a secret" : JSON.stringify(valueAt(values, error.instancePath));
      const rule = `${property} ${error.message ?? "is not valid"}${choices(error)}`;
      return { property, reason: `${rule}, got ${given}` };
    }
  }
}

function missing(property: string, needing: string | undefined): CheckFailure {
  const reason = `Missing required argument. The argument "${property}" is required`;
  return { property, reason: needing === undefined ? reason : `${reason} with "${needing}"` };
}

/** The property whose presence brings the rule: it stands in the schema's path. */
function neededBy({ schemaPath }: ErrorObject): string | undefined {
  return /\/dependencies\/([^/]+)\//.exec(schemaPath)?.[1];
}

function noAlternative(property: string, alternatives: unknown): string {
  const names = (Array.isArray(alternatives) ? alternatives : []).map((alternative: unknown) =>
    isObject(alternative) && Array.isArray(alternative["required"])
      ? alternative["required"].map((name) => joinPath(property, text(name))).join(" and ")
      : undefined,
  );
  return names.length > 0 && !names.includes(undefined)
    ? `Invalid combination of arguments: one of ${names.join(", ")} must be specified`
    : `${property} has none of the forms that are accepted here`;
}

function choices({ keyword, params }: ErrorObject): string {
  if (keyword !== "enum") return "";
  return ` (${(params as { allowedValues: unknown[] }).allowedValues.join(", ")})`;
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function propertyPath(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joinPath(path, part)), "");
}

function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
