import ts from "typescript";

/** Stands for a value that an example computes. */
export const COMPUTED = Symbol("computed");

/** The inputs that an example gives to a resource. */
export interface Example {
  /** The class as the example names it: `aws.ec2.Subnet`. */
  type: string;
  inputs: Record<string, unknown>;
  /** The source text, for messages. */
  text: string;
}

/** The resources created in the TypeScript examples of a declaration file's comments. */
export function docExamples(declarations: string): Example[] {
  const blocks = declarations.matchAll(/\* ```typescript\n([\s\S]*?)\* ```/g);
  return [...blocks].flatMap(([, block = ""]) => {
    const code = block.replace(/^\s*\* ?/gm, "");
    return created(ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true));
  });
}

function created(node: ts.Node): Example[] {
  const inner: Example[] = [];
  node.forEachChild((child) => void inner.push(...created(child)));
  if (!ts.isNewExpression(node)) return inner;
  const [, args] = node.arguments ?? [];
  const inputs = args ? valueOf(args) : {};
  if (inputs === COMPUTED) return inner;
  const type = node.expression.getText();
  return [...inner, { type, inputs: inputs as Record<string, unknown>, text: node.getText() }];
}

/** The value of an expression of literals; {@link COMPUTED} for any other. */
function valueOf(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) {
    return node.operator === ts.SyntaxKind.MinusToken ? -Number(node.operand.text) : COMPUTED;
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (!ts.isObjectLiteralExpression(node)) return COMPUTED;
  const properties = node.properties.filter((property) => ts.isPropertyAssignment(property));
  if (properties.length < node.properties.length) return COMPUTED;
  const entries = properties.map((property) => [
    property.name.getText().replace(/^["'](.*)["']$/, "$1"),
    valueOf(property.initializer),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
