import { isDeepStrictEqual } from "node:util";
import { isObject, type Properties, type Value } from "../values";
import type { Catalog, Kind } from "./catalog";
import type { KubernetesSchema } from "./schema";

/** An object with a patch applied to it, and the fields that both set, to other values. */
export interface Merged {
  object: Properties;
  /** As messages name them: `.spec.replicas`. */
  conflicts: string[];
}

/**
 * Applies a patch as server-side apply does: maps and lists with keys merge, other lists are one value.
 *
 * Source: Kubernetes documentation, "Server-Side Apply", section "Merge strategy".
 */
export function merge(catalog: Catalog, kind: Kind, object: Properties, patch: Properties): Merged {
  const conflicts: string[] = [];
  return { object: mergeObjects(kind.schema, object, patch, "", true), conflicts };

  function mergeObjects(
    given: KubernetesSchema,
    before: Properties,
    after: Properties,
    path: string,
    isRoot = false,
  ): Properties {
    const { schema } = catalog.resolve(given, "");
    const result: Properties = { ...before };
    for (const [name, value] of Object.entries(after)) {
      const values = schema.additionalProperties;
      const property =
        catalog.property(schema, name, isRoot) ?? (typeof values === "object" ? values : {});
      result[name] = mergeValues(property, before[name], value, `${path}.${name}`);
    }
    return result;
  }

  function mergeValues(
    given: KubernetesSchema,
    before: Value | undefined,
    after: Value,
    path: string,
  ): Value {
    const { schema } = catalog.resolve(given, "");
    if (before === undefined || before === null) return after;
    if (isObject(before) && isObject(after) && schema["x-kubernetes-map-type"] !== "atomic") {
      return mergeObjects(schema, before, after, path);
    }
    if (Array.isArray(before) && Array.isArray(after)) {
      if (schema["x-kubernetes-list-type"] === "map")
        return mergeByKeys(schema, before, after, path);
      if (schema["x-kubernetes-list-type"] === "set") {
        return [...before, ...after.filter((item) => !before.includes(item))];
      }
    }
    if (!isDeepStrictEqual(before, after)) conflicts.push(path);
    return after;
  }

  function mergeByKeys(
    schema: KubernetesSchema,
    before: Value[],
    after: Value[],
    path: string,
  ): Value[] {
    const keys = schema["x-kubernetes-list-map-keys"] ?? [];
    const result = [...before];
    for (const item of after) {
      const index = result.findIndex((other) =>
        keys.every((key) => keyOf(other, key) === keyOf(item, key)),
      );
      const there = result[index];
      if (isObject(there) && isObject(item)) {
        const shown = keys.map((key) => `${key}=${JSON.stringify(keyOf(item, key))}`).join(",");
        result[index] = mergeObjects(schema.items ?? {}, there, item, `${path}[${shown}]`);
      } else result.push(item);
    }
    return result;
  }
}

function keyOf(item: Value, key: string): Value | undefined {
  if (!isObject(item)) return undefined;
  // The only key with a default of its own.
  return item[key] ?? (key === "protocol" ? "TCP" : undefined);
}

/** The parts of what is there that a program's inputs speak of: what the server added does not differ. */
export function prune(live: Value, inputs: Value): Value {
  if (isObject(live) && isObject(inputs)) {
    return Object.fromEntries(
      Object.entries(live)
        .filter(([key]) => inputs[key] !== undefined)
        .map(([key, value]) => [key, prune(value, inputs[key] ?? null)]),
    );
  }
  if (Array.isArray(live) && Array.isArray(inputs)) {
    return live.slice(0, inputs.length).map((item, index) => prune(item, inputs[index] ?? null));
  }
  return live;
}
