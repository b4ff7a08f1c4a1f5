import type { ObjectSchema, ResourceData, Schema } from "../schema-file";
import { isObject, isUnknown, UNKNOWN, type Properties, type Value } from "../values";
import type { AwsSession } from "./resource";

/** What is known before deployment: the inputs, and what follows from them. */
export function knownOutputs(
  data: ResourceData,
  session: AwsSession,
  inputs: Properties,
): Properties {
  const outputs: Properties = { ...inputs };
  if (data.outputs.properties["region"]) outputs["region"] = session.region;
  if (data.outputs.properties["tagsAll"]) {
    outputs["tagsAll"] = isUnknown(inputs["tags"])
      ? UNKNOWN
      : { ...session.defaultTags, ...(isObject(inputs["tags"]) ? inputs["tags"] : {}) };
  }
  return outputs;
}

export function plannedOutputs(
  data: ResourceData,
  session: AwsSession,
  inputs: Properties,
): Properties {
  const outputs = knownOutputs(data, session, inputs);
  for (const key of data.outputs.required ?? []) outputs[key] ??= UNKNOWN;
  return outputs;
}

/** Every output that is always there has a value, as in the real provider's state. */
export function emptyOutputs(schema: ObjectSchema): Properties {
  return Object.fromEntries(
    (schema.required ?? []).map((key) => [key, emptyValue(schema.properties[key] ?? {})]),
  );
}

function emptyValue(schema: Schema): Value {
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
    case undefined:
      return "";
  }
}
