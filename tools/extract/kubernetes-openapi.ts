import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { KindData, KubernetesSchema } from "../../simulator/kubernetes/schema";

/** The contents of the published OpenAPI documents. */
export interface OpenApi {
  kinds: KindData[];
  definitions: Record<string, KubernetesSchema>;
}

interface Operation {
  "x-kubernetes-action"?: string;
  "x-kubernetes-group-version-kind"?: { group: string; version: string; kind: string };
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
}

interface Document {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Json> };
}

type Json = { [key: string]: unknown };

// Omitted: descriptions, and merge strategies of clients without server-side apply.
const LEFT_OUT = new Set([
  "description",
  "x-kubernetes-group-version-kind",
  "x-kubernetes-patch-merge-key",
  "x-kubernetes-patch-strategy",
  "x-kubernetes-unions",
]);
const QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

/**
 * Reads the OpenAPI v3 documents of a Kubernetes source tree.
 *
 * Only stable versions are read: the others are disabled by default, and EKS does not allow enabling them.
 */
export function readOpenApi(folder: string): OpenApi {
  const kinds: KindData[] = [];
  const all: Record<string, KubernetesSchema> = {};
  for (const name of readdirSync(folder)) {
    const document = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Document;
    for (const [definition, schema] of Object.entries(document.components?.schemas ?? {})) {
      all[definition] = compact(schema);
    }
    kinds.push(...kindsOf(document));
  }
  all[QUANTITY] = { format: "quantity" };
  kinds.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { kinds, definitions: reachable(kinds, all) };
}

/** Kinds that can be created and replaced under a name, without reviews, bindings and subresources. */
function kindsOf({ paths = {} }: Document): KindData[] {
  return Object.entries(paths).flatMap(([url, { post }]) => {
    const kind = post?.["x-kubernetes-group-version-kind"];
    if (!kind || post?.["x-kubernetes-action"] !== "post" || !/^v\d+$/.test(kind.version))
      return [];
    if (!paths[`${url}/{name}`]?.["put"]) return [];
    const body = Object.values(post.requestBody?.content ?? {})[0];
    return [
      {
        ...kind,
        plural: path.basename(url),
        namespaced: url.includes("/{namespace}/"),
        schema: nameOf(body?.schema.$ref ?? ""),
      },
    ];
  });
}

function compact(schema: Json): KubernetesSchema {
  const { allOf, ...rest } = schema;
  // The type of a field is written as the only part of an `allOf` if it is a definition.
  const whole: Json = Array.isArray(allOf) ? { ...rest, ...(allOf[0] as Json) } : rest;
  return Object.fromEntries(
    Object.entries(whole).flatMap(([key, value]) => {
      if (LEFT_OUT.has(key) || (key === "default" && isEmpty(value))) return [];
      return [[key, compactPart(key, value)]];
    }),
  );
}

function compactPart(key: string, value: unknown): unknown {
  if (key === "$ref") return nameOf(value as string);
  if (key === "properties") {
    return Object.fromEntries(
      Object.entries(value as Record<string, Json>).map(([name, each]) => [name, compact(each)]),
    );
  }
  const isSchema = typeof value === "object" && value !== null && !Array.isArray(value);
  return isSchema && key !== "default" ? compact(value as Json) : value;
}

/** The zero values of Go, which the server treats as absent. */
function isEmpty(value: unknown): boolean {
  return value === "" || value === 0 || value === false || JSON.stringify(value) === "{}";
}

function reachable(
  kinds: readonly KindData[],
  all: Record<string, KubernetesSchema>,
): Record<string, KubernetesSchema> {
  const found: Record<string, KubernetesSchema> = {};
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { $ref } = value as KubernetesSchema;
    const target = typeof $ref === "string" ? all[$ref] : undefined;
    if (typeof $ref === "string" && target && !found[$ref]) visit((found[$ref] = target));
    Object.values(value).forEach(visit);
  };
  kinds.forEach(({ schema }) => visit({ $ref: schema }));
  return found;
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function keyOf({ group, version, kind }: KindData): string {
  return `${group}/${version}/${kind}`;
}
