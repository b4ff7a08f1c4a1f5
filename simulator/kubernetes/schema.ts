/**
 * The format of `simulator/data/kubernetes/*.json`: what the Kubernetes API accepts. Built-in types and
 * custom resources share it; it is OpenAPI as Kubernetes publishes it, without its prose.
 */
export interface KubernetesSchema {
  /** Name of a definition: `io.k8s.api.core.v1.PodSpec`. */
  $ref?: string;
  type?: "string" | "integer" | "number" | "boolean" | "object" | "array";
  /** `int32`, `int64`, `date-time`, `byte`, `quantity`, `int-or-string`, … */
  format?: string;
  properties?: Record<string, KubernetesSchema>;
  required?: string[];
  items?: KubernetesSchema;
  additionalProperties?: KubernetesSchema | boolean;
  enum?: unknown[];
  default?: unknown;
  nullable?: boolean;
  /** How lists merge: `map` by keys, `set` by value, `atomic` as a whole. */
  "x-kubernetes-list-type"?: "map" | "set" | "atomic";
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-map-type"?: "atomic" | "granular";
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-embedded-resource"?: boolean;
  /** Value checks of custom resources (pattern, oneOf, minimum, …), as JSON Schema has them. */
  [check: string]: unknown;
}

/** One kind of object in one version. */
export interface KindData {
  /** API group, "" for core. */
  group: string;
  version: string;
  kind: string;
  /** Name of the resource in URLs and messages: `deployments`. */
  plural: string;
  namespaced: boolean;
  /** Name of its definition. */
  schema: string;
  /** The first Kubernetes minor version that has it, where the source tells: `1.34`. */
  introduced?: string;
}

/** `openapi.json`: the kinds that an API server has by itself. */
export interface OpenApiFile {
  /** Modules that were read, with versions. */
  sources: Record<string, string>;
  kinds: KindData[];
  definitions: Record<string, KubernetesSchema>;
}

/** One version of a custom resource. */
export interface CustomVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema: KubernetesSchema;
}

/** A CustomResourceDefinition, as far as its custom resources depend on it. */
export interface CustomKind {
  group: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  versions: CustomVersion[];
}

/** A file of `crds/`: the custom resource definitions of one project. */
export interface CrdFile {
  sources: Record<string, string>;
  kinds: CustomKind[];
}
