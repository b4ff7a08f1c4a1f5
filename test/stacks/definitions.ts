import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { CrdFile, CustomKind, KubernetesSchema } from "../../simulator/kubernetes/schema";
import type { KubernetesObject } from "../../tools/services/kubernetes-client";
import { checkout } from "./local-stack";

const data = join(checkout, "simulator", "data");
const folders = {
  crds: join(data, "kubernetes", "crds"),
  byHand: join(data, "by-hand", "kubernetes"),
};

/** API groups of the API server itself: all others have a domain outside Kubernetes. */
const builtIn =
  /^(v1|(apps|batch|policy|autoscaling|extensions)\/.+|(?!gateway\.)[a-z.]+\.k8s\.io\/.+)$/;

/**
 * Returns the definitions of the custom resources among objects, extracted from the published ones.
 *
 * @throws Error that names a kind whose definition is not known
 */
export function definitions(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const known = customKinds();
  const needed = objects
    .filter(({ apiVersion }) => !builtIn.test(apiVersion))
    .map(({ apiVersion, kind }) => {
      const found = known.find(
        (each) =>
          each.kind === kind &&
          each.versions.some(({ name }) => `${each.group}/${name}` === apiVersion),
      );
      if (found) return found;
      throw new Error(
        `No definition of ${apiVersion} ${kind} is known, so its fields cannot be checked. ` +
          "Add where it is published to tools/extract/kubernetes-crds.ts.",
      );
    });
  return [...new Set(needed)].map(definitionOf);
}

function customKinds(): CustomKind[] {
  const extracted = readdirSync(folders.crds).map((name) => join(folders.crds, name));
  const byHand = readdirSync(folders.byHand)
    .filter((name) => name.endsWith("-controller.yaml"))
    .map((name) => join(folders.byHand, name));
  // JSON is valid YAML.
  return [...extracted, ...byHand].flatMap(
    (name) => (parse(readFileSync(name, "utf8")) as CrdFile).kinds,
  );
}

function definitionOf({ group, kind, plural, namespaced, versions }: CustomKind): KubernetesObject {
  const name = `${plural}.${group}`;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name,
      // The API server rejects groups below k8s.io without it.
      annotations: { "api-approved.kubernetes.io": "https://github.com/kubernetes/enhancements" },
    },
    spec: {
      group,
      scope: namespaced ? "Namespaced" : "Cluster",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: versions.map(({ schema, ...version }) => ({
        ...version,
        schema: { openAPIV3Schema: withStatus(schema) },
      })),
    },
  } as KubernetesObject;
}

/** Adds the status, which the extracted schemas leave out because no program writes it. */
function withStatus(schema: KubernetesSchema): object {
  const status = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return { ...schema, properties: { ...schema.properties, status } };
}
