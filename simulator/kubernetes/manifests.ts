import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { ProviderError, SimulatorError } from "../errors";
import { isObject, type Properties, type Value } from "../values";
import { order } from "./manifest-order";
import { idOf, nameOf, namespaceOf, textOf, withAnnotation, withMetadata } from "./object";
import { objectsIn } from "./yaml";
import { tokenFor } from "./token";

/** What the components that read manifests are given. */
export interface ManifestArguments {
  /** Paths, patterns of paths and addresses. */
  files: readonly string[];
  yaml?: string;
  objs: readonly Properties[];
  /** In front of the names of the children. */
  prefix: string;
  skipAwait: boolean;
}

/** How manifests are read in a cluster. */
export interface ManifestPlace {
  defaultNamespace: string;
  isNamespaced: (apiVersion: string, kind: string) => boolean;
  /** The definitions that a manifest on the network holds, if it is known. */
  known: (url: string) => Properties[] | undefined;
}

/** A child of such a component. */
export interface Child {
  type: string;
  name: string;
  properties: Properties;
  /** Indexes of the children that it depends on; all of them come before it. */
  after: number[];
}

/**
 * The children of a component that reads manifests, in the order in which they are registered.
 *
 * @throws ProviderError for what is no manifest; SimulatorError for one on the network that is not known
 */
export function childrenOf(given: ManifestArguments, place: ManifestPlace): Child[] {
  const { files, yaml = "", objs, prefix, skipAwait } = given;
  const read = [...files.flatMap((file) => objectsOf(file, place)), ...objectsIn(yaml), ...objs];
  const objects = expand(read).map((object) => placed(object, place));
  const { sorted, dependencies } = order(objects);
  return sorted.map((object, index) => {
    const id = idOf(namespaceOf(object), nameOf(object) ?? "");
    return {
      type: tokenFor(textOf(object["apiVersion"]), textOf(object["kind"])),
      name: prefix === "" ? id : `${prefix}:${id}`,
      properties: skipAwait ? withAnnotation(object, "pulumi.com/skipAwait", "true") : object,
      after: dependencies[index] ?? [],
    };
  });
}

function objectsOf(file: string, place: ManifestPlace): Properties[] {
  if (/^https?:/.test(file)) {
    const objects = place.known(file);
    if (objects) return objects;
    throw new SimulatorError(
      `The local cloud reads nothing from the network, so it does not know what ${file} holds. Keep the manifest in the repository, or add it to simulator/data/by-hand/kubernetes/clusters.yaml.`,
    );
  }
  return pathsOf(file).flatMap((path) => objectsIn(readText(path)));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ProviderError(`reading YAML file from disk: ${(error as Error).message}`);
  }
}

function pathsOf(pattern: string): string[] {
  const { base, isGlob } = picomatch.scan(pattern);
  if (!isGlob) return [pattern];
  const matches = picomatch(pattern);
  return readdirSync(base === "" ? "." : base, { recursive: true, encoding: "utf8" })
    .map((path) => join(base, path))
    .filter((path) => matches(path))
    .sort();
}

/** Lists of objects stand for what they list. */
function expand(objects: readonly Properties[]): Properties[] {
  return objects.flatMap((object) => {
    const { kind, items } = object;
    if (!textOf(kind).endsWith("List") || !Array.isArray(items)) return [object];
    return expand(items.filter(isObject));
  });
}

function placed(given: Properties, { defaultNamespace, isNamespaced }: ManifestPlace): Properties {
  const kind = textOf(given["kind"]);
  const apiVersion = textOf(given["apiVersion"]).replace(/^core\//, "");
  const shown = JSON.stringify(given).slice(0, 100);
  if (kind === "" || apiVersion === "") {
    throw new ProviderError(`Kubernetes resources require a kind and apiVersion: \`${shown}\``);
  }
  if (nameOf(given) === undefined) {
    throw new ProviderError(`Kubernetes resources require a .metadata.name: \`${shown}\``);
  }
  const object: Properties = { ...given, apiVersion };
  if (namespaceOf(object) !== undefined || !isNamespaced(apiVersion, kind)) return object;
  return withMetadata(object, { namespace: defaultNamespace });
}

/** Reads the arguments of a component as they come from its program. */
export function manifestArguments(args: Properties): ManifestArguments {
  const { files, yaml, objs, prefix, skipAwait } = args;
  return {
    files: textsOf(files),
    ...(typeof yaml === "string" && { yaml }),
    objs: Array.isArray(objs) ? objs.filter(isObject) : [],
    prefix: textOf(prefix),
    skipAwait: skipAwait === true,
  };
}

function textsOf(value: Value | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}
