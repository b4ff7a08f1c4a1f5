import type {
  FunctionData,
  ObjectSchema,
  ResourceData,
  Schema,
  SchemaFile,
} from "../../simulator/schema-file";
import type { Definitions } from "./type-nodes";

/**
 * Divides types and functions into files: one per module of a Pulumi package, each with the object
 * types and the versions of the sources that it uses.
 *
 * @param versions by source: `@pulumi/aws`, `cfn-lint`, `botocore`
 * @returns by file name: `aws/ec2.json`
 */
export function schemaFiles(
  types: Map<string, ResourceData>,
  functions: Map<string, FunctionData>,
  definitions: Definitions,
  versions: Map<string, string>,
): Map<string, SchemaFile> {
  const names = new Set([...types.keys(), ...functions.keys()].map(fileName));
  return new Map(
    [...names].map((name) => {
      const here = <T>(all: Map<string, T>): Record<string, T> =>
        Object.fromEntries([...all].filter(([token]) => fileName(token) === name));
      const content = { types: here(types), functions: here(functions) };
      const file = { ...content, definitions: reachable(content, definitions) };
      return [name, { sources: usedSources(name, file, versions), ...file }];
    }),
  );
}

/** `aws:ec2/subnet:Subnet` goes to `aws/ec2.json`, `eks:index:Cluster` to `eks/index.json`. */
function fileName(token: string): string {
  const [packageName = "", module = ""] = token.split(":");
  return `${packageName}/${module.split("/")[0]}.json`;
}

/** The object types that these schemas refer to, directly or indirectly. */
function reachable(schemas: unknown, definitions: Definitions): Record<string, ObjectSchema> {
  const found: Record<string, ObjectSchema> = {};
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const name = (value as Schema).$ref?.replace("#/definitions/", "");
    const definition = name === undefined ? undefined : definitions.get(name);
    if (name && definition && !found[name]) visit((found[name] = definition));
    Object.values(value).forEach(visit);
  };
  visit(schemas);
  return found;
}

function usedSources(
  name: string,
  content: Omit<SchemaFile, "sources">,
  versions: Map<string, string>,
): Record<string, string> {
  const packages = [name, ...Object.keys(content.definitions)].map((each) => each.split(/[/.]/)[0]);
  const text = JSON.stringify(content);
  const used = new Set([
    ...packages.map((each) => `@pulumi/${each}`),
    ...(text.includes('"cloudformation"') ? ["cfn-lint"] : []),
    ...(text.includes('"botocore"') || text.includes('"operation"') ? ["botocore"] : []),
  ]);
  return Object.fromEntries([...versions].filter(([source]) => used.has(source)));
}
