import type { ObjectSchema, ResourceData, Schema } from "../schema-file";
import { isObject, isUnknown, UNKNOWN, type Properties, type Value } from "../values";
import type { AwsSession, ResourceType } from "./resource";

/** What is known before deployment: the inputs, and what follows from them. */
export function knownOutputs(
  data: ResourceData,
  session: AwsSession,
  inputs: Properties,
): Properties {
  const outputs = Object.fromEntries(
    Object.entries(inputs).filter(([key]) => data.outputs.properties[key]),
  );
  if (data.outputs.properties["region"]) outputs["region"] = session.region;
  if (data.outputs.properties["tagsAll"]) {
    outputs["tagsAll"] = isUnknown(inputs["tags"])
      ? UNKNOWN
      : { ...session.defaultTags, ...(isObject(inputs["tags"]) ? inputs["tags"] : {}) };
  }
  return outputs;
}

/** The outputs of a resource in a preview of its creation. */
export function plannedOutputs(
  type: ResourceType,
  data: ResourceData,
  session: AwsSession,
  inputs: Properties,
): Properties {
  const outputs = knownOutputs(data, session, inputs);
  for (const key of data.outputs.required ?? []) outputs[key] ??= UNKNOWN;
  return { ...outputs, ...type.planned?.(inputs) };
}

/** The outputs of a resource in a preview of its update: what AWS gave it stays. */
export function plannedUpdate(
  type: ResourceType,
  data: ResourceData,
  session: AwsSession,
  before: { inputs: Properties; outputs: Properties },
  news: Properties,
): Properties {
  const given = Object.entries(before.outputs).filter(([key]) => !(key in before.inputs));
  const changing = (type.changing ?? []).map((key) => [key, UNKNOWN] as const);
  return {
    ...plannedOutputs(type, data, session, news),
    ...Object.fromEntries(given),
    ...knownOutputs(data, session, news),
    ...Object.fromEntries(changing),
    ...type.planned?.(news, before.outputs),
  };
}

/** Finds what a schema refers to. */
export type Lookup = (reference: string) => Schema;

/**
 * Gives outputs that are always there a value, as in the real provider's state: also inside of
 * objects and lists. An object that AWS didn't make is not made up.
 */
export function completed(outputs: Properties, schema: ObjectSchema, lookup: Lookup): Properties {
  const complete = { ...outputs };
  for (const [key, value] of Object.entries(outputs)) {
    complete[key] = completedValue(value, schema.properties[key] ?? {}, lookup);
  }
  for (const key of schema.required ?? []) {
    const empty = emptyValue(schema.properties[key] ?? {});
    if (complete[key] === undefined && empty !== undefined) complete[key] = empty;
  }
  return complete;
}

function completedValue(value: Value, schema: Schema, lookup: Lookup): Value {
  if (schema.$ref !== undefined) return completedValue(value, lookup(schema.$ref), lookup);
  if (Array.isArray(value)) {
    return value.map((item) => completedValue(item, schema.items ?? {}, lookup));
  }
  return isObject(value) && schema.properties
    ? completed(value, schema as ObjectSchema, lookup)
    : value;
}

function emptyValue(schema: Schema): Value | undefined {
  switch (schema.type) {
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return 0;
    case "object":
      return {};
    case "string":
      return "";
    case undefined:
      return undefined;
  }
}
