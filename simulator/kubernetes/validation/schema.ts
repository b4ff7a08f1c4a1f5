import { isObject } from "../../values";
import type { Catalog, Kind } from "../catalog";
import type { Field } from "../field";
import type { KubernetesSchema } from "../schema";

// Filled in by the server or by its clients for it, so never missing in the end.
const NOT_REQUIRED = new Set([
  "networking.v1.IngressClassParametersReference.scope",
  "resource.v1.ResourceSliceSpec.nodeName",
  "apps.v1.StatefulSetSpec.serviceName",
]);

/** What the definitions themselves say: required texts, lists and references, and enumerations. */
export function checkSchema(catalog: Catalog, kind: Kind, root: Field): void {
  for (const name of Object.keys(root.object ?? {})) {
    if (name === "metadata" || name === "status") continue;
    const property = catalog.property(catalog.resolve(kind.schema, "").schema, name, true);
    if (property) walk(catalog, property, root.field(name));
  }
  requireFields(catalog, kind.schema, root);
}

function walk(catalog: Catalog, given: KubernetesSchema, field: Field): void {
  const { schema } = catalog.resolve(given, "");
  if (schema.enum) {
    if (field.isSet) field.oneOf(schema.enum as string[]);
    return;
  }
  for (const item of field.items()) walk(catalog, schema.items ?? {}, item);
  if (!isObject(field.value)) return;
  requireFields(catalog, given, field);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const inside = field.field(name);
    if (inside.isPresent) walk(catalog, property, inside);
  }
  const values = schema.additionalProperties;
  if (typeof values === "object") {
    for (const [, value] of field.entries()) walk(catalog, values, value);
  }
}

function requireFields(catalog: Catalog, given: KubernetesSchema, field: Field): void {
  const { schema, definition = "" } = catalog.resolve(given, "");
  for (const name of schema.required ?? []) {
    const property = catalog.resolve(schema.properties?.[name] ?? {}, "").schema;
    if (property.type !== "string" && property.type !== "array") continue;
    if (NOT_REQUIRED.has(`${definition.replace("io.k8s.api.", "")}.${name}`)) continue;
    field.field(name).require();
  }
}
