import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesSchema, OpenApiFile } from "./schema";

/** One kind in one version, as a cluster serves it. */
export interface Kind {
  /** API group, "" for core. */
  group: string;
  version: string;
  kind: string;
  /** As in URLs and messages: `deployments`. */
  plural: string;
  namespaced: boolean;
  schema: KubernetesSchema;
  /** The name of its definition; empty for custom resources. */
  definition: string;
  /** Whether a CustomResourceDefinition brought it. */
  custom: boolean;
  /** The first Kubernetes minor version that has it, where that is known: `1.34`. */
  introduced?: string;
}

/** The data files of the Kubernetes provider. */
export const DATA_FOLDER = join(__dirname, "..", "data", "kubernetes");
/** Where that is which no package says, written by hand. */
export const BY_HAND_FOLDER = join(__dirname, "..", "data", "by-hand", "kubernetes");
const OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/** What the Kubernetes API has by itself, read when first asked for. */
export class Catalog {
  private file: OpenApiFile | undefined;
  private kinds: Map<string, Kind> | undefined;

  /** The built-in kind of an object. */
  builtIn(apiVersion: string, kind: string): Kind | undefined {
    this.kinds ??= new Map(
      this.data.kinds.map(({ schema: definition, ...each }) => [
        `${apiVersionOf(each)} ${each.kind}`,
        { ...each, definition, schema: { $ref: definition }, custom: false },
      ]),
    );
    return this.kinds.get(`${apiVersion} ${kind}`);
  }

  /** Follows a reference; `struct` is the last name of the definition that the result lies in. */
  resolve(
    schema: KubernetesSchema,
    struct: string,
  ): { schema: KubernetesSchema; struct: string; definition?: string } {
    const { $ref } = schema;
    if ($ref === undefined) return { schema, struct };
    return {
      schema: this.data.definitions[$ref] ?? {},
      struct: $ref.slice($ref.lastIndexOf(".") + 1),
      definition: $ref,
    };
  }

  /** A field's schema. All objects, custom resources too, have the same metadata. */
  property(schema: KubernetesSchema, name: string, isRoot: boolean): KubernetesSchema | undefined {
    const embedded = schema["x-kubernetes-embedded-resource"] === true;
    if ((isRoot || embedded) && schema.properties?.[name]?.$ref === undefined) {
      if (name === "metadata") return { $ref: OBJECT_META };
      if (name === "apiVersion" || name === "kind") return { type: "string" };
    }
    return schema.properties?.[name];
  }

  private get data(): OpenApiFile {
    this.file ??= JSON.parse(
      readFileSync(join(DATA_FOLDER, "openapi.json"), "utf8"),
    ) as OpenApiFile;
    return this.file;
  }
}

export function apiVersionOf({ group, version }: { group: string; version: string }): string {
  return group === "" ? version : `${group}/${version}`;
}

/** A kind as messages about objects name it: `Deployment.apps`, `Pod`. */
export function qualifiedKind({ group, kind }: { group: string; kind: string }): string {
  return group === "" ? kind : `${kind}.${group}`;
}

/** A kind as messages about collections name it: `deployments.apps`, `namespaces`. */
export function qualifiedPlural({ group, plural }: { group: string; plural: string }): string {
  return group === "" ? plural : `${plural}.${group}`;
}
