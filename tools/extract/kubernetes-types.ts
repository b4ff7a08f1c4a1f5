import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { OpenApi } from "./kubernetes-openapi";

/** Facts in the Go sources of `k8s.io/api` that the OpenAPI documents omit, by type name. */
interface GoPackage {
  /** Values of the string types marked `+enum`. */
  enums: Map<string, string[]>;
  /** Go type of each field, by JSON name, of each struct. */
  structs: Map<string, Map<string, string>>;
  /** The Kubernetes version that introduced a kind. */
  introduced: Map<string, string>;
}

/** Adds the values of enumerations and the first version of each kind. */
export function addFromGoTypes(openApi: OpenApi, folder: string): void {
  const packages = readPackages(folder);
  const core = packages.get("core.v1")?.enums ?? new Map<string, string[]>();
  for (const [name, schema] of Object.entries(openApi.definitions)) {
    const [, packageName = "", type = ""] = /^io\.k8s\.api\.(\w+\.\w+)\.(\w+)$/.exec(name) ?? [];
    const of = packages.get(packageName);
    for (const [field, goType] of of?.structs.get(type) ?? []) {
      const values = /^(?:v1|corev1|apiv1)\./.test(goType)
        ? core.get(goType.replace(/^\w+\./, ""))
        : of?.enums.get(goType);
      const property = schema.properties?.[field];
      if (!values || !property) continue;
      (property.type === "array" && property.items ? property.items : property).enum = values;
    }
  }
  for (const kind of openApi.kinds) {
    const [, packageName = ""] = /^io\.k8s\.api\.(\w+\.\w+)\./.exec(kind.schema) ?? [];
    const version = packages.get(packageName)?.introduced.get(kind.kind);
    if (version) kind.introduced = version;
  }
}

function readPackages(folder: string): Map<string, GoPackage> {
  const packages = new Map<string, GoPackage>();
  for (const group of readdirSync(folder, { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const version of readdirSync(path.join(folder, group.name))) {
      const file = path.join(folder, group.name, version, "types.go");
      const text = readOrNothing(file);
      if (text !== undefined) packages.set(`${group.name}.${version}`, readPackage(text));
    }
  }
  return packages;
}

function readPackage(text: string): GoPackage {
  const enums = new Map<string, string[]>();
  for (const [, type = ""] of text.matchAll(/^\/\/ \+enum\n(?:\/\/.*\n)*type (\w+) string$/gm)) {
    const constants = new RegExp(`^\\s+\\w+\\s+(?:${type}\\s+= |= ${type}\\()(?:"([^"]*)")?`, "gm");
    const values = [...text.matchAll(constants)].map(([, value]) => value);
    // A value in a different notation would be missing.
    if (!values.includes(undefined)) enums.set(type, [...new Set(values as string[])].sort());
  }
  const structs = readStructs(text);
  const introduced = new Map<string, string>();
  const mark =
    /\+k8s:prerelease-lifecycle-gen:introduced=(\d+\.\d+)\n(?:\/\/.*\n|\n)*type (\w+) struct/g;
  for (const [, version = "", type = ""] of text.matchAll(mark)) introduced.set(type, version);
  return { enums, structs, introduced };
}

/** Fields of structs, with those of the structs that they embed. */
function readStructs(text: string): Map<string, Map<string, string>> {
  const bodies = new Map<string, string>();
  for (const [, type = "", body = ""] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    bodies.set(type, body);
  }
  const fieldsOf = (type: string): [string, string][] => {
    const body = bodies.get(type) ?? "";
    const own = body.matchAll(/^\t\w+\s+(?:\*|\[\])*([\w.]+)\s+`json:"(\w+)/gm);
    const embedded = body.matchAll(/^\t(\w+)\s+`json:",inline"/gm);
    return [
      ...[...embedded].flatMap(([, name = ""]) => fieldsOf(name)),
      ...[...own].map(([, goType = "", name = ""]): [string, string] => [name, goType]),
    ];
  };
  return new Map([...bodies.keys()].map((type) => [type, new Map(fieldsOf(type))]));
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
