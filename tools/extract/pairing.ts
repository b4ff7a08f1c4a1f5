import type { ObjectSchema, Schema } from "../../simulator/schema-file";
import type { AwsShape } from "./aws-shape";
import { counterparts, type NameExceptions } from "./names";
import type { Definitions } from "./type-nodes";

/** A value here and its counterpart at AWS. */
export interface ValuePair {
  /** Pointer here, with `*` for elements: `/vpcConfig/subnetIds/*`; `/tags/{key}` for a map's keys. */
  at: string;
  /** Pointer at AWS: `/ResourcesVpcConfig/SubnetIds/*`. */
  awsAt: string;
  shape: AwsShape;
  /** The schema in its place: possibly a reference or a union. */
  schema: Schema;
  /** The schema, or its alternative, of AWS' kind; undefined if the kinds differ. */
  target: Schema | undefined;
}

/** An object here, the object at AWS, and the pairs of their properties. */
export interface ObjectPair {
  at: string;
  shape: AwsShape;
  schema: ObjectSchema;
  /** Property here by member there. */
  names: Map<string, string>;
}

/** All pairs of two models. */
export interface Pairing {
  values: ValuePair[];
  objects: ObjectPair[];
}

/** Exceptions and names for the pairing of a type. */
export interface PairingContext extends NameExceptions {
  definitions: Definitions;
  /** Names of the resource at AWS; see {@link counterparts}. */
  nouns: string[];
}

/** Properties that the provider adds to every resource; these names have another meaning in AWS' models. */
const PROVIDER = new Set(["/region"]);

const NOTHING: AwsShape = { kind: "object", limits: {}, members: new Map(), relations: [] };

/** Pairs the inputs of a resource with AWS' model of it. */
export function pairUp(inputs: ObjectSchema, root: AwsShape, context: PairingContext): Pairing {
  const pairing: Pairing = { values: [], objects: [] };
  const open = new Set<Schema>();

  function objects(schema: ObjectSchema, shape: AwsShape, at: string, awsAt: string): void {
    if (open.has(schema)) return; // A type that contains itself.
    open.add(schema);
    const members = membersOf(shape, awsAt);
    if (at === "") {
      for (const pointer of context.flatten ?? []) {
        const { shape: inner, pointer: innerAt } = find(root, pointer) ?? {};
        if (inner) for (const [name, each] of membersOf(inner, innerAt)) members.set(name, each);
      }
    }
    const others = Object.keys(schema.properties).filter(
      (name) => !context.rename?.[`${at}/${name}`] && !PROVIDER.has(`${at}/${name}`),
    );
    const names = counterparts(others, [...members.keys()], at === "" ? context.nouns : []);
    for (const [name, property] of Object.entries(schema.properties)) {
      const rename = context.rename?.[`${at}/${name}`];
      const found = rename ? find(root, rename) : members.get(names.get(name) ?? "");
      if (!found) {
        if (hasRenamed(`${at}/${name}`)) below(property, `${at}/${name}`);
        continue;
      }
      values(property, found.shape, `${at}/${name}`, found.pointer);
      const member = found.pointer.split("/").at(-1) ?? "";
      if (found.pointer === `${awsAt}/${member}`) names.set(name, member);
    }
    const here = new Map([...names].map(([name, member]) => [member, name]));
    pairing.objects.push({ at, shape, schema, names: here });
    open.delete(schema);
  }

  const hasRenamed = (at: string): boolean =>
    Object.keys(context.rename ?? {}).some((renamed) => renamed.startsWith(`${at}/`));

  /** Pairs the members of a property that has no counterpart itself. */
  function below(schema: Schema, at: string): void {
    const target = resolve(schema, context.definitions);
    if (target.properties) objects(target as ObjectSchema, NOTHING, at, "");
    else if (target.items) below(target.items, `${at}/*`);
  }

  function values(schema: Schema, shape: AwsShape, at: string, awsAt: string): void {
    const target = sameKind(schema, shape, context.definitions);
    pairing.values.push({ at, awsAt, shape, schema, target });
    const items = shape.items?.();
    if (target?.properties) {
      const inner = items ?? shape;
      objects(target as ObjectSchema, inner, at, items ? `${awsAt}/*` : awsAt);
    } else if (target?.items && items) {
      values(target.items, items, `${at}/*`, `${awsAt}/*`);
    } else if (typeof target?.additionalProperties === "object") {
      mapOf(target, shape, at, awsAt);
    }
  }

  function mapOf(schema: Schema, shape: AwsShape, at: string, awsAt: string): void {
    const entry = shape.kind === "array" ? shape.items?.().members : undefined;
    const keys = entry ? entry.get("Key")?.() : shape.keys?.();
    const items = entry ? entry.get("Value")?.() : shape.items?.();
    if (keys && Object.keys(keys.limits).length) {
      schema.propertyNames ??= { type: "string" };
      values(schema.propertyNames, keys, `${at}/{key}`, `${awsAt}/*/Key`);
    }
    if (items) values(schema.additionalProperties as Schema, items, `${at}/*`, `${awsAt}/*/Value`);
  }

  objects(inputs, root, "", "");
  return pairing;
}

/** The schema, or the first of its alternatives, of AWS' kind. */
function sameKind(schema: Schema, shape: AwsShape, definitions: Definitions): Schema | undefined {
  const resolved = resolve(schema, definitions);
  if (resolved.anyOf && !resolved.type) {
    return resolved.anyOf.map((each) => sameKind(each, shape, definitions)).find(Boolean);
  }
  const { type, properties, additionalProperties } = resolved;
  const isMap = typeof additionalProperties === "object";
  const element = shape.kind === "array" ? shape.items?.() : undefined;
  const agrees: Record<AwsShape["kind"], boolean> = {
    string: type === "string",
    integer: type === "number" || type === "integer",
    number: type === "number" || type === "integer",
    boolean: type === "boolean",
    // A list of at most one object is an object here; a list of Key and Value is a map.
    array:
      type === "array" ||
      (element?.kind === "object" && (isMap ? isEntry(element) : properties !== undefined)),
    map: isMap,
    object: properties !== undefined,
    other: false,
  };
  return agrees[shape.kind] ? resolved : undefined;
}

function resolve(schema: Schema, definitions: Definitions): Schema {
  const name = schema.$ref?.replace("#/definitions/", "");
  return (name && definitions.get(name)) || schema;
}

function isEntry(shape: AwsShape): boolean {
  return shape.members.has("Key") && shape.members.has("Value");
}

interface Found {
  shape: AwsShape;
  pointer: string;
}

function membersOf(shape: AwsShape, at = ""): Map<string, Found> {
  return new Map(
    [...shape.members].map(([name, read]) => [
      name,
      {
        get shape() {
          return read();
        },
        pointer: `${at}/${name}`,
      },
    ]),
  );
}

/** The shape at a pointer whose names are case-insensitive. */
function find(root: AwsShape, pointer: string): Found | undefined {
  let found: Found = { shape: root, pointer: "" };
  for (const part of pointer.split("/").slice(1)) {
    const { shape, pointer: at } = found;
    const name = [...shape.members.keys()].find(
      (each) => each.toLowerCase() === part.toLowerCase(),
    );
    const read = part === "*" ? shape.items : shape.members.get(name ?? "");
    if (!read) return undefined;
    found = { shape: read(), pointer: `${at}/${name ?? part}` };
  }
  return found;
}
