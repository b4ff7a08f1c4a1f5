import { parse } from "yaml";
import { isObject, isUnknown, type Properties, type Value } from "../values";

/** What one configured instance of the Kubernetes provider knows. */
export interface KubernetesSession {
  /** The API server's URL, or why there is none. */
  server: { url: string } | { problem: string };
  /** Namespace of objects that name none. */
  namespace: string;
  /** Whether changed data updates a ConfigMap or Secret in place. */
  mutable: { ConfigMap: boolean; Secret: boolean };
  /** Whether objects of a cluster that is gone count as deleted. */
  deleteUnreachable: boolean;
  /** Whether patches win over what others set. */
  patchForce: boolean;
  /** Whether a creation takes over what exists. */
  upsert: boolean;
}

/** The part of a kubeconfig that says which cluster is meant. */
interface ActiveContext {
  cluster: Properties;
  namespace?: string;
}

const NO_CONFIGURATION =
  "unable to load Kubernetes client configuration from kubeconfig file. Make sure you have set up the provider with a kubeconfig: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable";

/** Reads the configuration of one provider instance. The machine's own kubeconfig is never read. */
export function configureKubernetes(config: Properties): KubernetesSession {
  const active = activeContext(config);
  const url = "problem" in active ? undefined : active.cluster["server"];
  const problem = "problem" in active ? active.problem : NO_CONFIGURATION;
  return {
    server: typeof url === "string" && url !== "" ? { url } : { problem },
    namespace: namespaceOf(config, active),
    mutable: {
      ConfigMap: isTrue(config["enableConfigMapMutable"]),
      Secret: isTrue(config["enableSecretMutable"]),
    },
    deleteUnreachable: isTrue(config["deleteUnreachable"]),
    patchForce: isTrue(config["enablePatchForce"]),
    upsert: isTrue(config["upsertExistingObjects"]),
  };
}

/** The cluster that a configuration means, for telling whether it is another one than before. */
export function activeCluster(config: Properties): Properties | undefined {
  const active = activeContext(config);
  return "problem" in active ? undefined : active.cluster;
}

function activeContext(config: Properties): ActiveContext | { problem: string } {
  const { kubeconfig } = config;
  if (kubeconfig === undefined || kubeconfig === "" || isUnknown(kubeconfig)) {
    return { problem: NO_CONFIGURATION };
  }
  const file = parsed(kubeconfig);
  if (!isObject(file)) {
    return {
      problem:
        "failed to parse kubeconfig data in `kubernetes:config:kubeconfig`- it is no kubeconfig",
    };
  }
  const contextName = config["context"] ?? file["current-context"];
  const context = named(file["contexts"], contextName, "context");
  const cluster = named(file["clusters"], config["cluster"] ?? context?.["cluster"], "cluster");
  if (!cluster) return { problem: NO_CONFIGURATION };
  const { namespace } = context ?? {};
  return { cluster, ...(typeof namespace === "string" && { namespace }) };
}

/** Kubeconfigs are YAML, of which JSON is a part; components pass them as objects, too. */
function parsed(kubeconfig: Value): unknown {
  if (typeof kubeconfig !== "string") return kubeconfig;
  try {
    return parse(kubeconfig) as unknown;
  } catch {
    return undefined;
  }
}

function named(
  list: Value | undefined,
  name: Value | undefined,
  key: string,
): Properties | undefined {
  const entries = Array.isArray(list) ? list.filter(isObject) : [];
  const value = entries.find((entry) => entry["name"] === name)?.[key];
  return isObject(value) ? value : undefined;
}

function namespaceOf(config: Properties, active: ActiveContext | { problem: string }): string {
  const { namespace } = config;
  if (typeof namespace === "string" && namespace !== "" && !isUnknown(namespace)) return namespace;
  return ("namespace" in active ? active.namespace : undefined) ?? "default";
}

/** The engine sends configuration values as text. */
function isTrue(value: Value | undefined): boolean {
  return value === true || value === "true";
}
