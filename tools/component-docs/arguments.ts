import ts from "typescript";
import { resolved, type Sources } from "./program";

/** A row of an argument table, from one property and its comment. */
interface Row {
  name: string;
  type: string;
  default: string;
  description: string;
}

/**
 * The argument tables of the components of a folder, as Markdown: one per component, and one per
 * type of this repository that an argument has.
 */
export function argumentTables(sources: Sources, folder: string): string {
  const { checker } = sources;
  const own = sources.components.filter((component) => component.folder === folder);
  const nested = new Map<string, ts.Type>();
  const tables = own.map(({ name, args }) => {
    const table = tableOf(checker, args, nested);
    return own.length > 1 ? `### Arguments of \`${name}\`\n\n${table}` : table;
  });
  // A table may bring further types, which are visited in turn: a Map iterates over what is added.
  for (const [name, type] of nested) {
    tables.push(`### \`${name}\`\n\n${tableOf(checker, type, nested)}`);
  }
  return tables.join("\n\n");
}

function tableOf(checker: ts.TypeChecker, type: ts.Type, nested: Map<string, ts.Type>): string {
  const properties = checker.getPropertiesOfType(type);
  if (properties.length === 0) return "None.";
  const rows = properties.map((property) => rowOf(checker, property, nested));
  return [
    "| Argument | Type | Default | Description |",
    "| --- | --- | --- | --- |",
    ...rows.map((row) => {
      const cells = [`\`${row.name}\``, code(row.type), row.default, row.description];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  ].join("\n");
}

function rowOf(checker: ts.TypeChecker, property: ts.Symbol, nested: Map<string, ts.Type>): Row {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
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
    default: property.flags & ts.SymbolFlags.Optional ? value(text("default")) : "**required**",
    description: [sentence, example && `Example: ${code(oneLine(example))}`]
      .filter((part) => part !== "")
      .join(" "),
  };
}

/** Adds the types of this repository that a type is written with, unless they are classes. */
function collect(checker: ts.TypeChecker, node: ts.TypeNode, nested: Map<string, ts.Type>): void {
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
      if (ts.isTypeLiteralNode(declaration.type)) {
        nested.set(symbol.name, checker.getDeclaredTypeOfSymbol(symbol));
      } else visit(declaration.type);
    }
  };
  visit(node);
}

/** A type as it is written; names that stand for a few texts or numbers are spelt out. */
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
  // Outside of code, Markdown takes <name> for HTML.
  return linked.replaceAll(/(`[^`]*`)|<(?=\w)/g, (found, span?: string) => span ?? `\\${found}`);
}

/** A default: values as code, words as they are. */
function value(text: string): string {
  return /^(["'[{\d]|true$|false$)\S*/.test(text) ? code(oneLine(text)) : plain(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
