import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { ObjectSchema, Schema } from "../../simulator/schema-file";
import { readSdkCode } from "./sdk-code";

/** Object types by the name that `$ref`s use: `inputs.ec2.LaunchTemplateMetadataOptions`. */
export type Definitions = Map<string, ObjectSchema>;

/** Turns TypeScript type nodes into JSON Schemas. */
export interface TypeReader {
  /** The schema of the properties of an interface or class, without methods and static members. */
  object(members: Iterable<ts.TypeElement | ts.ClassElement>): ObjectSchema;
  definitions: Definitions;
  /** Doc comments, by the property's schema. */
  docs: WeakMap<object, string>;
}

/** Wrappers that do not affect the type of a value. */
const TRANSPARENT = new Set(["pulumi.Input", "pulumi.Output", "Promise", "Readonly"]);
/** Types of @pulumi/pulumi that represent values. */
const KNOWN: Record<string, Schema> = {
  "pulumi.ID": { type: "string" },
  "pulumi.Resource": { resource: "any" },
  "pulumi.asset.Archive": { resource: "pulumi:pulumi:Archive" },
  "pulumi.asset.Asset": { resource: "pulumi:pulumi:Asset" },
};

/** A type without `undefined`, and whether `undefined` was present. */
interface Reading {
  schema: Schema;
  optional: boolean;
}

/** The type `undefined` is the empty enumeration, which {@link union} removes. */
const KEYWORDS = new Map<ts.SyntaxKind, Reading>([
  [ts.SyntaxKind.StringKeyword, { schema: { type: "string" }, optional: false }],
  [ts.SyntaxKind.NumberKeyword, { schema: { type: "number" }, optional: false }],
  [ts.SyntaxKind.BooleanKeyword, { schema: { type: "boolean" }, optional: false }],
  [ts.SyntaxKind.AnyKeyword, { schema: {}, optional: false }],
  [ts.SyntaxKind.UnknownKeyword, { schema: {}, optional: false }],
  [ts.SyntaxKind.UndefinedKeyword, { schema: { enum: [] }, optional: true }],
]);

/** @param checker finds the declarations that the nodes name */
export function typeReader(checker: ts.TypeChecker): TypeReader {
  const definitions: Definitions = new Map();
  const docs = new WeakMap<object, string>();

  function object(members: Iterable<ts.TypeElement | ts.ClassElement>): ObjectSchema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const member of members) {
      if (!isProperty(member) || !member.type) continue;
      const name = (member.name as ts.Identifier).text;
      const { schema, optional } = read(member.type);
      properties[name] = schema;
      docs.set(schema, docComment(member));
      if (!optional && !member.questionToken) required.push(name);
    }
    return {
      type: "object",
      properties,
      additionalProperties: false,
      ...(required.length ? { required: required.sort() } : {}),
    };
  }

  function read(node: ts.TypeNode): Reading {
    if (ts.isParenthesizedTypeNode(node)) return read(node.type);
    if (ts.isTypeOperatorNode(node)) return read(node.type);
    if (ts.isUnionTypeNode(node)) return union(node.types.map(read));
    if (ts.isArrayTypeNode(node)) return always(arrayOf(node.elementType));
    if (ts.isTypeLiteralNode(node)) return always(literalObject(node));
    if (ts.isTypeReferenceNode(node)) return reference(node);
    if (ts.isImportTypeNode(node) && node.qualifier) return declared(node.qualifier);
    if (ts.isIndexedAccessTypeNode(node)) return always(oneOf(checker.getTypeAtLocation(node)));
    if (ts.isLiteralTypeNode(node)) return always(oneOf(checker.getTypeAtLocation(node)));
    const keyword = KEYWORDS.get(node.kind);
    if (keyword) return { ...keyword, schema: { ...keyword.schema } };
    throw new Error(`There is no schema for the type ${node.getText()} yet.`);
  }

  function arrayOf(element: ts.TypeNode): Schema {
    return { type: "array", items: read(element).schema };
  }

  function literalObject(node: ts.TypeLiteralNode): Schema {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    if (!index) return object(node.members);
    return { type: "object", additionalProperties: read(index.type).schema };
  }

  function reference(node: ts.TypeReferenceNode): Reading {
    const name = node.typeName.getText();
    const argument = node.typeArguments?.[0];
    if (TRANSPARENT.has(name) && argument) return read(argument);
    if (name === "Array" && argument) return always(arrayOf(argument));
    if (KNOWN[name]) return always({ ...KNOWN[name] });
    return declared(node.typeName);
  }

  function declared(name: ts.EntityName): Reading {
    const declaration = declarationOf(name);
    if (ts.isInterfaceDeclaration(declaration)) return always(definition(declaration));
    if (ts.isTypeAliasDeclaration(declaration)) return read(declaration.type);
    if (ts.isClassDeclaration(declaration)) return always({ resource: resourceToken(declaration) });
    throw new Error(`There is no schema for the type ${name.getText()} yet.`);
  }

  function declarationOf(name: ts.EntityName): ts.Declaration {
    let symbol = checker.getSymbolAtLocation(name);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
    // `const X` and `type X` share a name; the type is used here.
    const found = symbol?.declarations?.find((each) => !ts.isVariableDeclaration(each));
    if (!found) throw new Error(`The typings name ${name.getText()} without declaring it.`);
    return found;
  }

  function definition(declaration: ts.InterfaceDeclaration): Schema {
    const name = definitionName(declaration);
    if (!definitions.has(name)) {
      const holder = { type: "object", properties: {} } as ObjectSchema;
      definitions.set(name, holder); // Set before the members are read, because a type may be recursive.
      Object.assign(holder, object(declaration.members));
    }
    return { $ref: `#/definitions/${name}` };
  }

  return { object, definitions, docs };
}

function always(schema: Schema): Reading {
  return { schema, optional: false };
}

/** `string | enums.X` does not restrict: the enumeration is only documentation. */
function union(readings: Reading[]): Reading {
  const optional = readings.some((reading) => reading.optional);
  const schemas = readings
    .map(({ schema }) => schema)
    .filter(({ enum: only }) => only?.length !== 0);
  const types = new Set(schemas.filter((schema) => !schema.enum).map((schema) => schema.type));
  const kept = schemas.filter((schema) => !schema.enum || !types.has(schema.type));
  const enumerations = kept.filter((schema) => schema.enum);
  const rest = kept.filter((schema) => !schema.enum);
  const merged: Schema[] = enumerations.length
    ? [{ type: enumerations[0]?.type, enum: enumerations.flatMap((schema) => schema.enum ?? []) }]
    : [];
  const distinct = [...new Map([...merged, ...rest].map((s) => [JSON.stringify(s), s])).values()];
  return { schema: distinct.length === 1 ? (distinct[0] ?? {}) : { anyOf: distinct }, optional };
}

/** The literals of a type such as `"a" | "b"`. */
function oneOf(type: ts.Type): Schema {
  const types = type.isUnion() ? type.types : [type];
  const values = types.map((each) =>
    each.isLiteral()
      ? (each.value as string | number)
      : (each as { intrinsicName?: string }).intrinsicName === "true",
  );
  const kind = typeof values[0];
  if (kind === "boolean") return { type: "boolean" };
  return { type: kind as "string" | "number", enum: [...new Set(values)].sort() };
}

type Property = ts.PropertySignature | ts.PropertyDeclaration;

function isProperty(member: ts.TypeElement | ts.ClassElement): member is Property {
  if (ts.isPropertySignature(member)) return true;
  if (!ts.isPropertyDeclaration(member)) return false;
  return !member.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
}

/** The text of the comment before a declaration, on one line. */
function docComment(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const last = ts.getLeadingCommentRanges(text, node.pos)?.at(-1);
  if (!last) return "";
  return text
    .slice(last.pos + 3, last.end - 2)
    .replace(/^\s*\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** `interface X` in `namespace ec2` of `types/input.d.ts` is `inputs.ec2.X`. */
function definitionName(declaration: ts.InterfaceDeclaration): string {
  const parts = [declaration.name.text];
  for (let node: ts.Node = declaration.parent; node; node = node.parent) {
    if (ts.isModuleDeclaration(node)) parts.unshift(node.name.text);
  }
  const { dir, name } = path.parse(declaration.getSourceFile().fileName);
  const side = { "input.d": "inputs", "output.d": "outputs" }[name] ?? name.replace(/\.d$/, "");
  const packageName = /@pulumi\/(\w+)/.exec(dir)?.[1];
  return [...(packageName ? [packageName] : []), side, ...parts].join(".");
}

function resourceToken(declaration: ts.ClassDeclaration): string {
  const file = declaration.getSourceFile().fileName.replace(/\.d\.ts$/, ".js");
  const token = readSdkCode(readFileSync(file, "utf8")).token ?? "any";
  return token.includes(":") || token === "any" ? token : `pulumi:providers:${token}`;
}
