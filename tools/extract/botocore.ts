import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { InputError } from "../../model/errors";
import { defined, sorted, type AwsModel, type AwsShape, type Kind } from "./aws-shape";
import { toJavaScript, wholeText } from "./patterns";

/** The used properties of a service model of botocore. */
export interface ServiceModel {
  metadata?: {
    protocol?: string;
    signingName?: string;
    targetPrefix?: string;
    jsonVersion?: string;
  };
  operations: Record<string, ServiceOperation>;
  shapes: Record<string, Shape>;
}

/** An operation of a service model; shapes are named. */
export interface ServiceOperation {
  input?: { shape: string };
  output?: { shape: string };
  errors?: { shape: string }[];
}

/** A shape of a service model. */
export interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
}

/**
 * Opens the inputs of operations in the unpacked botocore wheel.
 *
 * @param wheel the wheel's folder
 * @returns reads the input of an operation, for example `ec2.CreateSubnet`; throws InputError if
 *   there is none
 */
export function openBotocore(wheel: string): (operation: string) => AwsModel {
  const open = openServices(wheel);
  return (operation) => fromBotocore(open(operation.split(".")[0] ?? "", operation), operation);
}

/**
 * Opens the service models in the unpacked botocore wheel; each service is read once.
 *
 * @returns reads a service, for example `ec2`, that `entry` in types.yaml names
 */
export function openServices(wheel: string): (service: string, entry: string) => ServiceModel {
  const models = new Map<string, ServiceModel>();
  return (service, entry) => {
    const folder = path.join(wheel, "botocore", "data", service);
    if (!existsSync(folder)) throw unknownOperation(entry);
    const model = models.get(service) ?? readService(folder);
    models.set(service, model);
    return model;
  };
}

function readService(folder: string): ServiceModel {
  const version = readdirSync(folder).sort().at(-1) ?? "";
  const file = readFileSync(path.join(folder, version, "service-2.json.gz"));
  return JSON.parse(gunzipSync(file).toString("utf8")) as ServiceModel;
}

/**
 * Converts the input of an operation into the common form of AWS models.
 *
 * @param operation with its service: `ec2.CreateSubnet`
 * @throws InputError if the service has no such operation, or it takes no input
 */
export function fromBotocore(model: ServiceModel, operation: string): AwsModel {
  const input = model.operations[operation.split(".")[1] ?? ""]?.input;
  if (!input) throw unknownOperation(operation);
  return { source: "botocore", shape: shape(model, input.shape), replaces: [], mayReplace: [] };
}

function unknownOperation(operation: string): InputError {
  return new InputError({
    argument: "types.yaml, operation",
    value: operation,
    rule: "is not an operation of AWS' API with an input",
    fix: "Write service and operation as botocore does, for example ec2.CreateSubnet.",
  });
}

const KINDS: Record<string, Kind> = {
  ...{ structure: "object", list: "array", map: "map", string: "string", character: "string" },
  ...{ boolean: "boolean", integer: "integer", long: "integer", float: "number", double: "number" },
};

function shape(model: ServiceModel, name: string): AwsShape {
  const node = model.shapes[name] ?? { type: "unknown" };
  const kind = KINDS[node.type] ?? "other";
  const pattern = node.pattern === undefined ? undefined : toJavaScript(node.pattern);
  const items = node.member ?? node.value;
  const { key } = node;
  return {
    kind,
    limits: defined({
      ...sizes(kind, node),
      enum: sorted(node.enum),
      pattern: pattern && "pattern" in pattern ? wholeText(pattern.pattern) : undefined,
    }),
    ...(pattern && "reason" in pattern
      ? { lostPattern: { pattern: node.pattern ?? "", reason: pattern.reason } }
      : {}),
    ...(items ? { items: () => shape(model, items.shape) } : {}),
    ...(key ? { keys: () => shape(model, key.shape) } : {}),
    members: new Map(
      Object.entries(node.members ?? {}).map(([member, target]) => [
        member,
        () => shape(model, target.shape),
      ]),
    ),
    relations: [],
  };
}

/** `min` and `max` mean length, value or number of elements, by kind. */
export function sizes(kind: Kind, { min, max }: Pick<Shape, "min" | "max">): AwsShape["limits"] {
  switch (kind) {
    case "string":
      return { minLength: min, maxLength: max };
    case "integer":
    case "number":
      return { minimum: min, maximum: max };
    case "array":
      return { minItems: min, maxItems: max };
    case "map":
      return { maxProperties: max };
    case "boolean":
    case "object":
    case "other":
      return {};
  }
}
