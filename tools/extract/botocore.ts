import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { defined, sorted, type AwsModel, type AwsShape, type Kind } from "./aws-shape";
import { toJavaScript, wholeText } from "./patterns";

/** A service model of botocore, as far as it is read here. */
export interface ServiceModel {
  operations: Record<string, { input?: { shape: string } }>;
  shapes: Record<string, Shape>;
}

interface Shape {
  type: string;
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
 * Reads the input of an API operation from the unpacked botocore wheel.
 *
 * @param wheel the wheel's folder
 * @param operation for example `ec2.CreateSubnet`
 * @throws Error if there is no such service or operation
 */
export function readBotocore(wheel: string, operation: string): AwsModel {
  const [service = "", name = ""] = operation.split(".");
  const folder = path.join(wheel, "botocore", "data", service);
  const version = readdirSync(folder).sort().at(-1) ?? "";
  const file = readFileSync(path.join(folder, version, "service-2.json.gz"));
  return fromBotocore(JSON.parse(gunzipSync(file).toString("utf8")) as ServiceModel, name);
}

/** Brings the input of an operation into the form that all AWS models have here. */
export function fromBotocore(model: ServiceModel, operation: string): AwsModel {
  const input = model.operations[operation]?.input;
  if (!input) throw new Error(`The service has no operation ${operation} with an input.`);
  return { source: "botocore", shape: shape(model, input.shape), replaces: [], mayReplace: [] };
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
function sizes(kind: Kind, { min, max }: Shape): AwsShape["limits"] {
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
