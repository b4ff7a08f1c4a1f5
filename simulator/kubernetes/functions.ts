import { parseAllDocuments } from "yaml";
import { ProviderError, SimulatorError } from "../errors";
import { isObject, type Properties, type Value } from "../values";
import { reach, Unreachable } from "./cluster";
import type { KubernetesSession } from "./configuration";
import type { KindServices } from "./inputs";
import { namespaceOf, textOf, withMetadata } from "./object";

/**
 * Answers the functions that the SDK calls by itself: the components that read YAML in the program.
 *
 * @throws SimulatorError for those that need Helm or Kustomize
 */
export function callFunction(
  services: KindServices,
  session: KubernetesSession,
  token: string,
  args: Properties,
): Properties {
  if (token === "kubernetes:yaml:decode") return { result: decodeYaml(services, session, args) };
  const program = {
    "kubernetes:helm:template": "Helm",
    "kubernetes:kustomize:directory": "Kustomize",
  }[token];
  if (program !== undefined) {
    throw new SimulatorError(
      `The local cloud does not run ${program}, so ${token} has no answer. Use helm.v3.Release for charts, and yaml.v2.ConfigGroup for rendered manifests.`,
    );
  }
  throw new SimulatorError(`The local cloud does not know the function ${token}.`);
}

function decodeYaml(
  services: KindServices,
  session: KubernetesSession,
  { text, defaultNamespace }: Properties,
): Value {
  if (typeof text !== "string")
    throw new ProviderError("missing required field 'text' of type string");
  return objectsIn(text)
    .filter(({ kind, apiVersion }) => typeof kind === "string" && typeof apiVersion === "string")
    .map((object) => {
      const isPlaced = namespaceOf(object) !== undefined || typeof defaultNamespace !== "string";
      if (isPlaced || defaultNamespace === "" || !isNamespaced(services, session, object))
        return object;
      return withMetadata(object, { namespace: defaultNamespace });
    });
}

/**
 * The objects of a YAML text.
 *
 * @throws ProviderError where it is no YAML
 */
export function objectsIn(text: string): Properties[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = "errors" in document ? document.errors : [];
    if (error) throw new ProviderError(`decoding YAML: ${error.message}`);
    const value = document.toJS() as unknown;
    return isObject(value) ? [value] : [];
  });
}

/** Objects of a kind that nobody knows are taken to be in a namespace. */
function isNamespaced(
  { world, catalog, kinds }: KindServices,
  session: KubernetesSession,
  object: Properties,
): boolean {
  const [apiVersion, kind] = [textOf(object["apiVersion"]), textOf(object["kind"])];
  try {
    return kinds.find(reach(world, session), apiVersion, kind)?.namespaced ?? true;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return catalog.builtIn(apiVersion, kind)?.namespaced ?? true;
  }
}
