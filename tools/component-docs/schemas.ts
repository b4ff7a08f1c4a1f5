import ts from "typescript";
import type { TSchema } from "../../model/schema-parts";
import { resolved } from "./program";

type Exports = Readonly<Record<string, unknown>>;

/** The part of a schema that a property of an object literal declares, if it declares one. */
export function partAt(declaration: ts.Declaration): TSchema | undefined {
  if (!ts.isPropertyAssignment(declaration) && !ts.isShorthandPropertyAssignment(declaration)) {
    return undefined;
  }
  const variable = ts.findAncestor(declaration, ts.isVariableDeclaration);
  if (!variable) return undefined;
  const owner = valueOf(variable) as { properties?: Exports } & Exports;
  return (owner.properties ?? owner)[declaration.name.getText()] as TSchema;
}

/** The schema of a type `Static<typeof schema>`. */
export function schemaOf(checker: ts.TypeChecker, node: ts.TypeNode): TSchema | undefined {
  if (!ts.isTypeReferenceNode(node) || !/^(Static|Given)$/.test(node.typeName.getText())) {
    return undefined;
  }
  const [argument] = node.typeArguments ?? [];
  if (!argument || !ts.isTypeQueryNode(argument)) return undefined;
  const symbol = checker.getSymbolAtLocation(argument.exprName);
  const declaration = symbol && resolved(checker, symbol).valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration)
    ? (valueOf(declaration) as TSchema)
    : undefined;
}

/**
 * The value of a module's constant: the schema at run time.
 *
 * @throws Error for a constant that its module does not export.
 */
function valueOf(variable: ts.VariableDeclaration): unknown {
  const { fileName } = variable.getSourceFile();
  const name = variable.name.getText();
  // The sources are also modules of this program, so they can be loaded.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const found = (require(fileName) as Exports)[name];
  if (found === undefined) throw new Error(`${name} must be exported from ${fileName}`);
  return found;
}
