import { ProviderError, SimulatorError } from "../errors";
import type { Properties, Value } from "../values";
import { reach, Unreachable } from "./cluster";
import type { KubernetesSession } from "./configuration";
import type { KindServices } from "./inputs";
import { childrenOf, manifestArguments } from "./manifests";
import { namespaceOf, textOf, withMetadata } from "./object";
import { objectsIn } from "./yaml";

/** Answers the host of components: which children does one that reads manifests have? */
export const CHILDREN = "kubernetes:local:childrenOfManifests";

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
  if (token === CHILDREN) return { children: readManifests(services, session, args) };
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

function readManifests(
  services: KindServices,
  session: KubernetesSession,
  args: Properties,
): Value {
  return childrenOf(manifestArguments(args), {
    defaultNamespace: session.namespace,
    isNamespaced: (apiVersion, kind) => isNamespaced(services, session, { apiVersion, kind }),
    known: (url) => services.kinds.manifest(url),
  }).map((child) => ({ ...child }));
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
