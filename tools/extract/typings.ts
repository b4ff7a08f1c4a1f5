import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { InputError } from "../../model/errors";
import type { ObjectSchema } from "../../simulator/schema-file";
import { readSdkCode } from "./sdk-code";
import { typeReader, type Definitions } from "./type-nodes";

/** One function in the typings of a Pulumi package. */
export interface FunctionTypings {
  inputs: ObjectSchema;
  outputs: ObjectSchema;
}

/** One resource type in the typings and the code of a Pulumi package. */
export interface ResourceTypings extends FunctionTypings {
  /** Names of the inputs and outputs that the SDK marks as secret. */
  secrets: string[];
}

/** The typings of Pulumi packages, read on demand. */
export interface Typings {
  /**
   * @param token for example `aws:ec2/subnet:Subnet`, `eks:index:Cluster`
   * @throws InputError if the package has no such type
   */
  resource(token: string): ResourceTypings;
  /**
   * @param token for example `aws:ec2/getSubnet:getSubnet`
   * @throws InputError if the package has no such function
   */
  function(token: string): FunctionTypings;
  /** The nested object types seen so far, by the name that `$ref`s use. */
  definitions: Definitions;
  /** The doc comment of a property, by its schema; "" without one. */
  doc(property: object): string;
}

/**
 * Opens the typings of these types and functions.
 *
 * @param packages folder of each Pulumi package, by its name in tokens: `{ aws: ".../@pulumi/aws" }`
 * @param tokens all types and functions to read
 * @throws InputError if a token names no file of a package
 */
export function openTypings(packages: Record<string, string>, tokens: string[]): Typings {
  const files = new Map(tokens.map((token) => [token, typingsFile(packages, token)]));
  const program = createProgram([...new Set(files.values())]);
  const reader = typeReader(program.getTypeChecker());

  const declaration = <T extends ts.Statement & { name?: ts.Node }>(
    token: string,
    name: string,
    is: (node: ts.Node) => node is T,
  ): T | undefined =>
    program
      .getSourceFile(files.get(token) ?? "")
      ?.statements.filter((node): node is T => is(node))
      .find((node) => node.name?.getText() === name);
  const members = (token: string, name: string) =>
    declaration(token, name, ts.isInterfaceDeclaration)?.members ?? [];

  return {
    resource(token) {
      const name = lastPart(token);
      const type = declaration(token, name, ts.isClassDeclaration);
      const code = readFileSync((files.get(token) ?? "").replace(/\.d\.ts$/, ".js"), "utf8");
      const { secrets, token: actual } = readSdkCode(code);
      if (!type || actual !== token) throw unknownToken(token);
      return {
        inputs: reader.object(members(token, `${name}Args`)),
        outputs: reader.object(type.members),
        secrets,
      };
    },
    function(token) {
      const name = lastPart(token);
      if (!declaration(token, name, ts.isFunctionDeclaration)) throw unknownToken(token);
      const type = name[0]?.toUpperCase() + name.slice(1);
      return {
        inputs: reader.object(members(token, `${type}Args`)),
        outputs: reader.object(members(token, `${type}Result`)),
      };
    },
    definitions: reader.definitions,
    doc: (property) => reader.docs.get(property) ?? "",
  };
}

function createProgram(files: string[]): ts.Program {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  // The comments are read from the text where they are needed; parsing all of them takes seconds.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  return ts.createProgram(files, options, host);
}

/**
 * `aws:ec2/subnet:Subnet` is declared in `ec2/subnet.d.ts`, `eks:index:Cluster` in `cluster.d.ts`.
 * A few files differ from their token in case.
 */
function typingsFile(packages: Record<string, string>, token: string): string {
  const [packageName = "", module = "", name = ""] = token.split(":");
  const root = packages[packageName];
  const stem = module === "index" ? name : module.replace(/^index\//, "");
  const wanted = path.join(root ?? "", `${stem}.d.ts`);
  const folder = path.dirname(wanted);
  if (!root || !existsSync(folder)) throw unknownToken(token);
  const file = readdirSync(folder).find(
    (entry) => entry.toLowerCase() === path.basename(wanted).toLowerCase(),
  );
  if (!file) throw unknownToken(token);
  return path.join(folder, file);
}

function lastPart(token: string): string {
  return token.split(":").at(-1) ?? "";
}

function unknownToken(token: string): InputError {
  return new InputError({
    argument: "types.yaml",
    value: token,
    rule: "is not a type or function of the installed Pulumi packages",
    fix: "Write the token as the SDK does, for example aws:ec2/subnet:Subnet.",
  });
}
