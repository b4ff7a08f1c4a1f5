import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import type {
  CustomKind,
  CustomVersion,
  KubernetesSchema,
} from "../../simulator/kubernetes/schema";

/** Custom resource definitions that a project publishes in a Go module. */
export interface CrdSource {
  /** The name of the data file. */
  name: string;
  module: string;
  version: string;
  /** Folder of the definitions in the module. */
  folder: string;
  /** API group to read. @default all */
  group?: string;
  /** Fields of `spec` without a schema for their content, which would be larger than all the rest. */
  open?: readonly string[];
}

/** Sources of the custom resource definitions that the scenarios use. */
export const crdSources: readonly CrdSource[] = [
  {
    name: "gateway-api",
    module: "sigs.k8s.io/gateway-api",
    version: "v1.6.1",
    folder: "config/crd/standard",
  },
  {
    name: "vpc-cni",
    module: "github.com/aws/amazon-vpc-cni-k8s",
    version: "v1.23.2",
    folder: "charts/aws-vpc-cni/crds",
  },
  {
    name: "karpenter",
    module: "sigs.k8s.io/karpenter",
    version: "v1.14.0",
    folder: "pkg/apis/crds",
  },
  {
    name: "karpenter-aws",
    module: "github.com/aws/karpenter-provider-aws",
    version: "v1.14.0",
    folder: "pkg/apis/crds",
    group: "karpenter.k8s.aws",
  },
  {
    name: "external-secrets",
    module: "github.com/external-secrets/external-secrets",
    version: "v1.3.2",
    folder: "config/crds/bases",
    group: "external-secrets.io",
    open: ["provider"],
  },
];

interface Definition {
  kind?: string;
  spec: {
    group: string;
    scope: string;
    names: { kind: string; plural: string };
    versions: {
      name: string;
      served: boolean;
      storage: boolean;
      schema: { openAPIV3Schema: KubernetesSchema };
    }[];
  };
}

/** Reads the definitions in a folder, sorted by group and kind. */
export function readCrds(
  folder: string,
  { group, open = [] }: Pick<CrdSource, "group" | "open">,
): CustomKind[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return files
    .flatMap((name) => parseAllDocuments(readFileSync(path.join(folder, name), "utf8")))
    .map((document) => document.toJS() as Definition | null)
    .filter((definition) => definition?.kind === "CustomResourceDefinition")
    .map((definition) => kindOf(definition!, open))
    .filter((kind) => group === undefined || kind.group === group)
    .sort((a, b) => (`${a.group}/${a.kind}` < `${b.group}/${b.kind}` ? -1 : 1));
}

function kindOf({ spec }: Definition, open: readonly string[]): CustomKind {
  return {
    group: spec.group,
    kind: spec.names.kind,
    plural: spec.names.plural,
    namespaced: spec.scope === "Namespaced",
    versions: spec.versions
      .filter(({ served }) => served)
      .map((version) => versionOf(version, open)),
  };
}

function versionOf(
  { name, served, storage, schema }: Definition["spec"]["versions"][number],
  open: readonly string[],
): CustomVersion {
  const compact = withoutProse(schema.openAPIV3Schema);
  for (const field of open) {
    const fields = compact.properties?.["spec"]?.properties;
    if (fields?.[field]) {
      fields[field] = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    }
  }
  return { name, served, storage, schema: compact };
}

/**
 * A schema without descriptions, without rules in CEL, which the local cloud does not evaluate, and without
 * the status, which no program writes.
 */
function withoutProse(schema: KubernetesSchema, isRoot = true): KubernetesSchema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (key === "description" || key === "x-kubernetes-validations") return [];
      if (key !== "properties") return [[key, clean(value)]];
      const entries = Object.entries(value as Record<string, KubernetesSchema>);
      const kept = entries.filter(([name]) => !(isRoot && name === "status"));
      return [
        [key, Object.fromEntries(kept.map(([name, each]) => [name, withoutProse(each, false)]))],
      ];
    }),
  );
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  const isSchema = typeof value === "object" && value !== null;
  return isSchema ? withoutProse(value as KubernetesSchema, false) : value;
}
