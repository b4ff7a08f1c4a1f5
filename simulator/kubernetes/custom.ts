import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { containsUnknown, valueAt, type Properties } from "../values";
import type { Kind } from "./catalog";
import type { KubernetesSchema } from "./schema";

/** Checks custom resources against the schemas of their definitions. */
export class CustomResources {
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    // Kubernetes knows formats that JSON Schema does not, and takes no notice of those.
    validateFormats: false,
    logger: false,
  });
  private readonly validators = new WeakMap<KubernetesSchema, ValidateFunction>();

  /** What is wrong with a custom resource, in the API server's words. */
  problems(kind: Kind, object: Properties): string[] {
    const validate = this.validator(kind.schema);
    if (validate(object)) return [];
    const problems = (validate.errors ?? [])
      .filter((error) => isKnown(error, object))
      .map((error) => describe(error, object));
    return [...new Set(problems)];
  }

  private validator(schema: KubernetesSchema): ValidateFunction {
    let validate = this.validators.get(schema);
    if (!validate) {
      validate = this.ajv.compile(forAjv(schema, true));
      this.validators.set(schema, validate);
    }
    return validate;
  }
}

/** A structural schema as JSON Schema has it. The root's metadata are checked elsewhere. */
function forAjv(schema: KubernetesSchema, isRoot = false): object {
  const { properties, items, additionalProperties, ...rest } = schema;
  const fields = Object.entries(properties ?? {}).filter(
    ([name]) => !isRoot || name !== "metadata",
  );
  const converted: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !key.startsWith("x-kubernetes-") && key !== "default"),
  );
  if (schema["x-kubernetes-int-or-string"] === true) {
    delete converted["anyOf"];
    converted["type"] = ["integer", "string"];
  } else if (schema.nullable === true && typeof schema.type === "string") {
    converted["type"] = [schema.type, "null"];
    delete converted["nullable"];
  }
  if (properties) {
    converted["properties"] = Object.fromEntries(
      fields.map(([name, each]) => [name, forAjv(each)]),
    );
  }
  if (items) converted["items"] = forAjv(items);
  if (typeof additionalProperties === "object") {
    converted["additionalProperties"] = forAjv(additionalProperties);
  }
  return converted;
}

/** What is not known yet is not judged. */
function isKnown({ instancePath, keyword }: ErrorObject, object: Properties): boolean {
  const value = instancePath === "" ? object : valueAt(object, instancePath);
  return keyword === "required" || !containsUnknown(value);
}

function describe(
  { instancePath, keyword, params, message }: ErrorObject,
  object: Properties,
): string {
  const path = pathOf(instancePath);
  const value = JSON.stringify(instancePath === "" ? object : valueAt(object, instancePath));
  const given = params as Record<string, unknown>;
  if (keyword === "required") {
    const missing = String(given["missingProperty"]);
    return `${path === "" ? missing : `${path}.${missing}`}: Required value`;
  }
  if (keyword === "enum") {
    const allowed = (given["allowedValues"] as unknown[]).map((each) => JSON.stringify(each));
    return `${path}: Unsupported value: ${value}: supported values: ${allowed.join(", ")}`;
  }
  if (keyword === "type") {
    const type = [given["type"]]
      .flat()
      .filter((each) => each !== "null")
      .join(",");
    return `${path}: Invalid value: "${jsonType(value)}": ${path} in body must be of type ${type}: "${jsonType(value)}"`;
  }
  if (keyword === "pattern") {
    return `${path}: Invalid value: ${value}: ${path} in body should match '${String(given["pattern"])}'`;
  }
  if (keyword === "maxItems" || keyword === "maxProperties") {
    return `${path}: Too many: ${path} in body should have at most ${String(given["limit"])} items`;
  }
  return `${path}: Invalid value: ${value}: ${path} in body ${message ?? "is not valid"}`;
}

function jsonType(json: string): string {
  const value = JSON.parse(json) as unknown;
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path === "" ? part : `${path}.${part}`;
    }, "");
}
