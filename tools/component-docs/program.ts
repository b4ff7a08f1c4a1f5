import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A component as its source declares it. */
export interface ComponentSource {
  /** Name of the class: `Network`. */
  name: string;
  /** Folder below `components/`: `network`. */
  folder: string;
  /** Pulumi's type token: `eks-scenarios:network:Network`. */
  token: string;
  /** Type of the argument `args`. */
  args: ts.Type;
}

/** The sources of the components, read by the TypeScript compiler. */
export interface Sources {
  checker: ts.TypeChecker;
  components: readonly ComponentSource[];
}

/**
 * Reads the exports of the components' folders.
 *
 * @param root Folder that holds `components/` and `tsconfig.json`.
 */
export function readSources(root: string): Sources {
  const components = join(root, "components");
  const folders = readdirSync(components, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const index = (folder: string): string => join(components, folder, "index.ts");
  const program = ts.createProgram(folders.map(index), compilerOptions(root));
  const checker = program.getTypeChecker();
  return {
    checker,
    components: folders.flatMap((folder) => {
      const file = program.getSourceFile(index(folder));
      const module = file && checker.getSymbolAtLocation(file);
      if (!module) return [];
      return checker
        .getExportsOfModule(module)
        .flatMap((symbol) => componentOf(checker, resolved(checker, symbol), folder));
    }),
  };
}

function compilerOptions(root: string): ts.CompilerOptions {
  const file = join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(file)).options;
}

/** The original symbol behind a re-export. */
export function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function componentOf(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  folder: string,
): ComponentSource[] {
  const declaration = symbol.valueDeclaration;
  if (!declaration || !ts.isClassDeclaration(declaration)) return [];
  const made = declaration.members.find(ts.isConstructorDeclaration);
  const token = made && tokenOf(made);
  const args = made?.parameters[1];
  if (token === undefined || !args) return [];
  return [{ name: symbol.name, folder, token, args: checker.getTypeAtLocation(args) }];
}

/** The type token that a constructor passes to `super`. */
function tokenOf(made: ts.ConstructorDeclaration): string | undefined {
  for (const statement of made.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression))
      continue;
    const { expression, arguments: given } = statement.expression;
    if (expression.kind !== ts.SyntaxKind.SuperKeyword) continue;
    const [token] = given;
    return token && ts.isStringLiteral(token) ? token.text : undefined;
  }
  return undefined;
}
