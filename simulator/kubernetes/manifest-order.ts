import { ProviderError } from "../errors";
import { isObject, type Properties } from "../values";
import { annotation, idOf, metadataOf, nameOf, namespaceOf, specOf, textOf } from "./object";

/** Objects in an order in which each comes after what it needs. */
export interface Ordered {
  sorted: Properties[];
  /** By object, the indexes in `sorted` of those that it needs. */
  dependencies: number[][];
}

/**
 * Puts objects in order: namespaces before what is in them, definitions before their custom resources, and what the
 * annotation `config.kubernetes.io/depends-on` names.
 *
 * Source: sigs.k8s.io/cli-utils, pkg/object/graph.
 *
 * @throws ProviderError where objects need one another in a circle
 */
export function order(objects: readonly Properties[]): Ordered {
  const needs = objects.map((object) =>
    objects.filter((other) => other !== object && doesNeed(object, other)),
  );
  const sorted: Properties[] = [];
  const waiting = new Set(objects);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((object) =>
      (needs[objects.indexOf(object)] ?? []).every((other) => !waiting.has(other)),
    );
    if (ready.length === 0) throw new ProviderError("cyclic dependency between Kubernetes objects");
    for (const object of ready) waiting.delete(object);
    sorted.push(...ready);
  }
  return {
    sorted,
    dependencies: sorted.map((object) =>
      (needs[objects.indexOf(object)] ?? []).map((other) => sorted.indexOf(other)),
    ),
  };
}

function doesNeed(object: Properties, other: Properties): boolean {
  const kind = textOf(other["kind"]);
  if (kind === "Namespace" && nameOf(other) === namespaceOf(object)) return true;
  if (kind === "CustomResourceDefinition" && defines(other, object)) return true;
  return dependsOn(object).includes(referenceOf(other));
}

function defines(definition: Properties, object: Properties): boolean {
  const { group, names } = specOf(definition);
  const [ofObject = ""] = textOf(object["apiVersion"]).split("/");
  return ofObject === group && isObject(names) && names["kind"] === object["kind"];
}

function dependsOn(object: Properties): string[] {
  const references = annotation(object, "config.kubernetes.io/depends-on") ?? "";
  return references.split(",").map((reference) => reference.trim());
}

/** As the annotation names objects: `apps/namespaces/games/Deployment/web`, `/Namespace/games`. */
function referenceOf(object: Properties): string {
  const apiVersion = textOf(object["apiVersion"]);
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const namespace = namespaceOf(object);
  const kind = textOf(object["kind"]);
  const name = textOf(metadataOf(object)["name"]);
  return namespace === undefined
    ? `${group}/${idOf(kind, name)}`
    : `${group}/namespaces/${namespace}/${kind}/${name}`;
}
