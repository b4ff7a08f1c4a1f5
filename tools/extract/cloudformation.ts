import { readFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../model/errors";
import {
  defined,
  sorted,
  type AwsModel,
  type AwsShape,
  type Kind,
  type Relation,
} from "./aws-shape";
import { toJavaScript } from "./patterns";

/** The used properties of a resource type of the CloudFormation registry. */
export interface CloudFormationSchema extends Node {
  typeName: string;
  definitions?: Record<string, Node>;
  createOnlyProperties?: string[];
  conditionalCreateOnlyProperties?: string[];
}

interface Node {
  type?: string | string[];
  $ref?: string;
  properties?: Record<string, Node>;
  patternProperties?: Record<string, Node>;
  items?: Node;
  enum?: (string | number | boolean)[];
  const?: string | number | boolean;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  dependentRequired?: Record<string, string[]>;
  dependentExcluded?: Record<string, string[]>;
  requiredXor?: string[];
  requiredOr?: string[];
}

/** The Region whose registry is read; it has all types. */
const REGION = "us-east-1";

/**
 * Opens the registry schemas in the unpacked cfn-lint wheel.
 *
 * @param wheel the wheel's folder
 * @returns reads a type, for example `AWS::EC2::Subnet`; throws InputError if there is none
 */
export function openCloudFormation(wheel: string): (type: string) => AwsModel {
  const schemas = path.join(wheel, "cfnlint", "data", "schemas");
  const files = readJson(path.join(schemas, "providers", `${REGION}.json`)) as Record<
    string,
    string
  >;
  return (type) => {
    const file = files[type];
    if (!file) {
      throw new InputError({
        argument: "types.yaml, cloudformation",
        value: type,
        rule: "is not a type of the CloudFormation registry",
        fix: "Write it as the registry does, for example AWS::EC2::Subnet.",
      });
    }
    const schema = readJson(path.join(schemas, "resources", `${file}.json`));
    return fromCloudFormation(schema as CloudFormationSchema);
  };
}

/** Converts a registry schema into the common form of AWS models. */
export function fromCloudFormation(schema: CloudFormationSchema): AwsModel {
  return {
    source: "cloudformation",
    shape: shape(schema, schema),
    replaces: (schema.createOnlyProperties ?? []).map(pointer),
    mayReplace: (schema.conditionalCreateOnlyProperties ?? []).map(pointer),
  };
}

function shape(node: Node, root: CloudFormationSchema): AwsShape {
  const target = node.$ref && root.definitions?.[node.$ref.replace("#/definitions/", "")];
  if (target) return shape(target, root);
  const values = Object.values(node.patternProperties ?? {})[0];
  const pattern = node.pattern === undefined ? undefined : toJavaScript(node.pattern);
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, format } = node;
  return {
    kind: kindOf(node),
    limits: defined({
      ...{ minLength, maxLength, minimum, maximum, minItems, maxItems, format },
      enum: sorted(node.enum ?? (node.const === undefined ? undefined : [node.const])),
      pattern: pattern && "pattern" in pattern ? pattern.pattern : undefined,
    }),
    ...(pattern && "reason" in pattern
      ? { lostPattern: { pattern: node.pattern ?? "", reason: pattern.reason } }
      : {}),
    ...(node.items ? { items: () => shape(node.items ?? {}, root) } : {}),
    ...(values ? { items: () => shape(values, root) } : {}),
    members: new Map(
      Object.entries(node.properties ?? {}).map(([name, member]) => [
        name,
        () => shape(member, root),
      ]),
    ),
    relations: relations(node),
  };
}

function kindOf(node: Node): Kind {
  const types = [node.type ?? []].flat();
  // Documents such as policies may be given as an object or as its text.
  if (types.includes("string")) return "string";
  if (node.patternProperties && !node.properties) return "map";
  const type = types[0] ?? (node.properties ? "object" : "other");
  return ["number", "integer", "boolean", "array", "object"].includes(type)
    ? (type as Kind)
    : "other";
}

function relations(node: Node): Relation[] {
  const each = (rule: Relation["rule"], lists: Record<string, string[]> = {}): Relation[] =>
    Object.entries(lists).map(([name, others]) => ({ rule, names: [name, ...others] }));
  return [
    ...each("needs", node.dependentRequired),
    ...each("excludes", node.dependentExcluded),
    ...(node.requiredXor ? [{ rule: "one" as const, names: node.requiredXor }] : []),
    ...(node.requiredOr ? [{ rule: "some" as const, names: node.requiredOr }] : []),
  ];
}

/** `/properties/Ebs/Iops` and `/properties/Ebs/properties/Iops` are both `/Ebs/Iops`. */
function pointer(property: string): string {
  return property.replace(/\/(properties|items)(?=\/)/g, (_, word) =>
    word === "items" ? "/*" : "",
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
