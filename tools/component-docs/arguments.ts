import ts from "typescript";
import type { TSchema } from "../../model/schema-parts";
import { resolved, type Sources } from "./program";
import { code, oneLine, table, type Row } from "./rows";
import { schemaRow, schemaRows } from "./schema-rows";
import { partAt, schemaOf } from "./schemas";

/**
 * The argument tables of the components of a folder, as Markdown: one per component, and one per
 * type of this repository that an argument has.
 */
export function argumentTables(sources: Sources, folder: string): string {
  const { checker } = sources;
  const own = sources.components.filter((component) => component.folder === folder);
  const nested: Nested = new Map();
  const tables = own.map(({ name, args }) => {
    const table = tableOf(checker, args, nested);
    return own.length > 1 ? `### Arguments of \`${name}\`\n\n${table}` : table;
  });
  // A table may add further types, which the loop also visits: a Map iterates over added entries.
  for (const [name, type] of nested) {
    const rows = isSchema(type) ? tableOfSchema(type, nested) : tableOf(checker, type, nested);
    tables.push(`### \`${name}\`\n\n${rows}`);
  }
  return tables.join("\n\n");
}

/** Types of arguments by name: compiler types, or schemas. */
type Nested = Map<string, ts.Type | TSchema>;

function isSchema(type: ts.Type | TSchema): type is TSchema {
  return "properties" in type && "description" in type;
}

function tableOf(checker: ts.TypeChecker, type: ts.Type, nested: Nested): string {
  const properties = [...checker.getPropertiesOfType(type)].sort(inOrder);
  const rows = properties.map((property) => rowOf(checker, property, nested));
  return table("Argument", rows);
}

/** Order of properties: those that an interface declares itself come before its settings, both in source order. */
function inOrder(one: ts.Symbol, other: ts.Symbol): number {
  const [a, b] = [one, other].map(({ declarations: [declaration] = [] }) => ({
    isSetting: Number(declaration !== undefined && !ts.isPropertySignature(declaration)),
    file: declaration?.getSourceFile().fileName ?? "",
    at: declaration?.getStart() ?? 0,
  })) as [Place, Place];
  return a.isSetting - b.isSetting || (a.file === b.file ? a.at - b.at : 0);
}

interface Place {
  isSetting: number;
  file: string;
  at: number;
}

function tableOfSchema(schema: TSchema, nested: Nested): string {
  return table("Argument", schemaRows(schema, nested as Map<string, TSchema>));
}

function rowOf(checker: ts.TypeChecker, property: ts.Symbol, nested: Nested): Row {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  const isOptional = Boolean(property.flags & ts.SymbolFlags.Optional);
  const part = declaration && partAt(declaration);
  if (part) return schemaRow(property.name, part, !isOptional, nested as Map<string, TSchema>);
  const node =
    declaration && ts.isPropertySignature(declaration) && declaration.type
      ? declaration.type
      : undefined;
  if (node) collect(checker, node, nested);
  const tags = property.getJsDocTags(checker);
  const text = (tag: string): string =>
    ts.displayPartsToString(tags.find(({ name }) => name === tag)?.text).trim();
  const sentence = plain(ts.displayPartsToString(property.getDocumentationComment(checker)));
  const example = text("example");
  return {
    name: property.name,
    type: typeText(checker, checker.getTypeOfSymbol(property), node),
    default: isOptional ? value(text("default")) : "**required**",
    description: [sentence, example && `Example: ${code(oneLine(example))}`]
      .filter((part) => part !== "")
      .join(" "),
  };
}

/** Adds the types of this repository that a type refers to, except classes. */
function collect(checker: ts.TypeChecker, node: ts.TypeNode, nested: Nested): void {
  const visit = (child: ts.Node): void => {
    if (ts.isTypeReferenceNode(child)) add(child);
    ts.forEachChild(child, visit);
  };
  const add = ({ typeName }: ts.TypeReferenceNode): void => {
    const found = checker.getSymbolAtLocation(typeName);
    const symbol = found && resolved(checker, found);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration || nested.has(symbol.name)) return;
    if (declaration.getSourceFile().fileName.includes("/node_modules/")) return;
    if (ts.isInterfaceDeclaration(declaration)) {
      nested.set(symbol.name, checker.getDeclaredTypeOfSymbol(symbol));
    } else if (ts.isTypeAliasDeclaration(declaration)) {
      const schema = schemaOf(checker, declaration.type);
      if (schema?.title !== undefined) nested.set(schema.title, schema);
      else if (ts.isTypeLiteralNode(declaration.type)) {
        nested.set(symbol.name, checker.getDeclaredTypeOfSymbol(symbol));
      } else visit(declaration.type);
    }
  };
  visit(node);
}

/** A type in source form; names of small unions of texts or numbers are expanded. */
function typeText(checker: ts.TypeChecker, type: ts.Type, node: ts.TypeNode | undefined): string {
  const choices = (type.isUnion() ? type.types : [type]).filter(
    ({ flags }) => !(flags & ts.TypeFlags.Undefined),
  );
  if (choices.every((choice) => choice.isStringLiteral() || choice.isNumberLiteral())) {
    return choices.map((choice) => checker.typeToString(choice)).join(" | ");
  }
  const written = node?.getText() ?? checker.typeToString(type);
  return oneLine(written).replaceAll("pulumi.", "").replaceAll("readonly ", "");
}

function plain(text: string): string {
  const linked = oneLine(text).replaceAll(/\{@link ([^}]+)\}/g, "`$1`");
  // Outside of code, Markdown treats <name> as HTML.
  return linked.replaceAll(/(`[^`]*`)|<(?=\w)/g, (found, span?: string) => span ?? `\\${found}`);
}

/** A default: values as code, words as plain text. */
function value(text: string): string {
  return /^(["'[{\d]|true$|false$)\S*/.test(text) ? code(oneLine(text)) : plain(text);
}
