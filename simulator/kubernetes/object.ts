import { isObject, isUnknown, type Properties, type Value } from "../values";

/** The parts of a Kubernetes object that are the same for all kinds. */

export function metadataOf(object: Properties): Properties {
  const { metadata } = object;
  return isObject(metadata) ? metadata : {};
}

export function specOf(object: Properties): Properties {
  const { spec } = object;
  return isObject(spec) ? spec : {};
}

/** A text as it is; "" for anything else. */
export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The object without some of its fields. */
export function without(object: Properties, ...names: string[]): Properties {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The name, or undefined where none is given or known. */
export function nameOf(object: Properties): string | undefined {
  return known(metadataOf(object)["name"]);
}

export function namespaceOf(object: Properties): string | undefined {
  return known(metadataOf(object)["namespace"]);
}

export function annotation(object: Properties, key: string): string | undefined {
  const { annotations } = metadataOf(object);
  return isObject(annotations) ? known(annotations[key]) : undefined;
}

/** The object with these metadata set; the given one stays as it is. */
export function withMetadata(object: Properties, changes: Properties): Properties {
  const { metadata } = object;
  // What is not known yet cannot be added to.
  if (isUnknown(metadata)) return object;
  return { ...object, metadata: { ...metadataOf(object), ...changes } };
}

export function withAnnotation(object: Properties, key: string, value: string): Properties {
  const { annotations } = metadataOf(object);
  if (isUnknown(annotations)) return object;
  return withMetadata(object, {
    annotations: { ...(isObject(annotations) ? annotations : {}), [key]: value },
  });
}

/** The id that the provider gives an object: `games/web`, or `games` for one that is in no namespace. */
export function idOf(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Namespace and name of an id. */
export function partsOf(id: string): { namespace?: string; name: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { name: id } : { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}

function known(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}
