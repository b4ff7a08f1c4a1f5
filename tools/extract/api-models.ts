import { InputError } from "../../model/errors";
import type { ApiModelFile } from "../../simulator/api/model-file";
import type { Schema } from "../../simulator/schema-file";
import { defined, sorted } from "./aws-shape";
import { sizes, type ServiceModel, type Shape } from "./botocore";
import { toJavaScript, wholeText } from "./patterns";
/**
 * Converts operations of an AWS API, and the shapes that they use, into JSON Schema.
 *
 * @param service as botocore calls it: `globalaccelerator`
 * @param version of botocore
 * @throws InputError for an operation that the model does not have, and for a service without a
 * JSON protocol
 */
export function apiModel(
  model: ServiceModel,
  { service, operations, version }: { service: string; operations: string[]; version: string },
): ApiModelFile {
  const { signingName = service, targetPrefix, jsonVersion, protocol } = model.metadata ?? {};
  if (targetPrefix === undefined || jsonVersion === undefined) {
    throw new InputError({
      argument: `types.yaml, apis.${service}`,
      value: protocol,
      rule: "is not the JSON protocol, the one that is extracted",
      fix: "Describe the calls of this service by hand.",
    });
  }
  const found = operations.map((name) => [name, operation(model, service, name)] as const);
  const roots = found.flatMap(([, { input, output }]) => [input, output]);
  return {
    sources: { botocore: version },
    signingName,
    targetPrefix,
    jsonVersion,
    operations: Object.fromEntries(found),
    definitions: reachable(
      model,
      roots.filter((name) => name !== undefined),
    ),
  };
}

function operation(
  model: ServiceModel,
  service: string,
  name: string,
): ApiModelFile["operations"][string] {
  const described = model.operations[name];
  if (!described) {
    throw new InputError({
      argument: `types.yaml, apis.${service}`,
      value: name,
      rule: "is not an operation of that API",
      fix: "Write the operation as botocore does, for example CreateAccelerator.",
    });
  }
  const { input, output, errors = [] } = described;
  return {
    ...(input && { input: input.shape }),
    ...(output && { output: output.shape }),
    errors: errors.map(({ shape }) => shape).sort(),
  };
}

function reachable(model: ServiceModel, roots: readonly string[]): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (name: string): void => {
    const shape = model.shapes[name];
    if (!shape || found[name]) return;
    found[name] = schemaOf(shape);
    const members = Object.values(shape.members ?? {});
    for (const next of [shape.member, shape.key, shape.value, ...members]) {
      if (next) visit(next.shape);
    }
  };
  roots.forEach(visit);
  return found;
}

const ref = ({ shape }: { shape: string }): Schema => ({ $ref: `#/definitions/${shape}` });

function schemaOf(shape: Shape): Schema {
  const pattern = shape.pattern === undefined ? undefined : toJavaScript(shape.pattern);
  const limits = (kind: "string" | "integer" | "number" | "array" | "map") =>
    defined(sizes(kind, shape));
  switch (shape.type) {
    case "structure":
      return {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(shape.members ?? {}).map(([name, target]) => [name, ref(target)]),
        ),
        ...(shape.required && { required: sorted(shape.required) ?? [] }),
        additionalProperties: false,
      };
    case "list":
      return {
        type: "array",
        ...limits("array"),
        ...(shape.member && { items: ref(shape.member) }),
      };
    case "map":
      return {
        type: "object",
        ...limits("map"),
        ...(shape.key && { propertyNames: ref(shape.key) }),
        ...(shape.value && { additionalProperties: ref(shape.value) }),
      };
    case "string":
      return {
        type: "string",
        ...limits("string"),
        ...(shape.enum && { enum: sorted(shape.enum) ?? [] }),
        ...(pattern && "pattern" in pattern && { pattern: wholeText(pattern.pattern) }),
      };
    case "boolean":
      return { type: "boolean" };
    case "integer":
    case "long":
      return { type: "integer", ...limits("integer") };
    // Times are numbers of seconds in the JSON protocol.
    case "timestamp":
    case "float":
    case "double":
      return { type: "number", ...limits("number") };
    default:
      return {};
  }
}
