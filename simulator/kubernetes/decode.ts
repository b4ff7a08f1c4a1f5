import { CloudError } from "../errors";
import { isObject, isUnknown, type Properties, type Value } from "../values";
import type { Catalog, Kind } from "./catalog";
import { isQuantity } from "./quantity";
import type { KubernetesSchema } from "./schema";

/**
 * Reads an object strictly: a field that its kind does not have is an error, and so is a value of another type.
 * Values that are not known yet are taken as they are.
 *
 * @throws CloudError BadRequest, in the API server's words
 */
export function decodeStrictly(catalog: Catalog, kind: Kind, object: Properties): void {
  const unknownFields: string[] = [];
  const schema = kind.schema;
  try {
    walk(schema, object, { path: "", goPath: "", struct: kind.kind });
  } catch (error) {
    if (error instanceof TypeError) throw refusal(kind, error.message);
    throw error;
  }
  if (unknownFields.length > 0) {
    const names = unknownFields.map((path) => `unknown field ${JSON.stringify(path)}`);
    throw refusal(kind, `strict decoding error: ${names.join(", ")}`);
  }

  function walk(given: KubernetesSchema, value: Value | undefined, at: Place): void {
    const { schema, struct } = catalog.resolve(given, at.struct);
    if (value === undefined || value === null || isUnknown(value)) return;
    const place = { ...at, struct };
    if (!kind.custom) checkType(schema, value, at);
    if (Array.isArray(value)) {
      value.forEach((item, index) =>
        walk(schema.items ?? {}, item, { ...place, path: `${at.path}[${index}]` }),
      );
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) walkInside(schema, name, item, place);
    }
  }

  function walkInside(schema: KubernetesSchema, name: string, value: Value, at: Place): void {
    const path = at.path === "" ? name : `${at.path}.${name}`;
    const goPath = at.goPath === "" ? name : `${at.goPath}.${name}`;
    const property = catalog.property(schema, name, at.path === "");
    const { additionalProperties } = schema;
    if (property) walk(property, value, { ...at, path, goPath });
    else if (typeof additionalProperties === "object") {
      walk(additionalProperties, value, { ...at, path });
    } else if (isClosed(schema)) unknownFields.push(path);
  }
}

interface Place {
  /** As errors name a field: `spec.containers[0].image`. */
  path: string;
  /** The same without indexes, as errors of types name it. */
  goPath: string;
  /** The definition it lies in, by its last name: `PodSpec`. */
  struct: string;
}

class TypeError extends Error {}

/** Whether the schema names all fields there can be. */
function isClosed(schema: KubernetesSchema): boolean {
  if (schema["x-kubernetes-preserve-unknown-fields"] === true) return false;
  if (schema.additionalProperties !== undefined) return false;
  return schema.properties !== undefined;
}

function checkType(schema: KubernetesSchema, value: Value, { goPath, struct }: Place): void {
  const expected = goType(schema);
  if (expected === undefined) return checkFormat(schema, value);
  const fits =
    (schema.type === "string" && typeof value === "string") ||
    (schema.type === "boolean" && typeof value === "boolean") ||
    (schema.type === "number" && typeof value === "number") ||
    (schema.type === "integer" && fitsInteger(value, schema.format)) ||
    (schema.type === "array" && Array.isArray(value)) ||
    (schema.type === "object" && isObject(value)) ||
    (schema.format === "int-or-string" &&
      (typeof value === "string" || fitsInteger(value, "int32")));
  if (!fits) {
    throw new TypeError(
      `json: cannot unmarshal ${jsonType(value)} into Go struct field ${struct}.${goPath} of type ${expected}`,
    );
  }
  checkFormat(schema, value);
}

function checkFormat({ format }: KubernetesSchema, value: Value): void {
  if (format === "quantity") {
    if ((typeof value === "string" || typeof value === "number") && isQuantity(String(value)))
      return;
    throw new TypeError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  }
  if (typeof value !== "string") return;
  if (
    format === "date-time" &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
  ) {
    throw new TypeError(`parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00"`);
  }
  if (format === "byte" && !isBase64(value)) throw new TypeError("illegal base64 data");
}

/** Whether the text is base64 as Go reads it: line breaks are nothing, padding is required. */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
    text.replace(/[\r\n]/g, ""),
  );
}

function fitsInteger(value: Value, format: string | undefined): boolean {
  if (typeof value !== "number" || !Number.isInteger(value)) return false;
  return format === "int64" || Math.abs(value) <= 2 ** 31 - 1 || value === -(2 ** 31);
}

function goType(schema: KubernetesSchema): string | undefined {
  if (schema.format === "int-or-string") return "int32";
  switch (schema.type) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "integer":
      return schema.format ?? "int64";
    case "number":
      return "float64";
    case "array":
      return `[]${goType(schema.items ?? {}) ?? "object"}`;
    case "object": {
      const values = schema.additionalProperties;
      return typeof values === "object" ? `map[string]${goType(values) ?? "object"}` : "object";
    }
    case undefined:
      return undefined;
  }
}

function jsonType(value: Value): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "number" : `number ${value}`;
  return typeof value;
}

function refusal({ kind, version }: Kind, reason: string): CloudError {
  return new CloudError(
    "BadRequest",
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${reason}`,
  );
}
