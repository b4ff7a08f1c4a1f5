import { send, type Access, type Answer } from "./https";

/** The properties of a Kubernetes object that determine its path. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; namespace?: string };
}

/** Options for applying an object. */
export interface ApplyOptions {
  /** Only check and admit it, store nothing. @default false */
  dryRun?: boolean;
}

/** The operations of a Kubernetes client that the tests use. */
export interface KubernetesClient {
  /**
   * Applies an object on the server side. Unknown and duplicate fields are errors. The status is 200 or 201
   * if the server accepts it; otherwise the body is a Status object whose `message` has the reason.
   *
   * @throws Error if the server does not serve the kind
   */
  apply(object: KubernetesObject, options?: ApplyOptions): Promise<Answer>;
}

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** A client for a Kubernetes API server. */
export function kubernetesClient(access: Access): KubernetesClient {
  return {
    async apply(object, { dryRun = false } = {}) {
      return send(access, {
        method: "PATCH",
        path: await objectPath(access, object),
        query: {
          fieldManager: "eks-scenarios",
          fieldValidation: "Strict",
          force: "true",
          ...(dryRun && { dryRun: "All" }),
        },
        type: "application/apply-patch+yaml",
        body: object,
      });
    },
  };
}

/** The path of an object. Each call reads the server's kinds, because a test may have added one. */
async function objectPath(access: Access, object: KubernetesObject): Promise<string> {
  const { apiVersion, kind, metadata } = object;
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { status, body } = await send(access, { path: group });
  const resources = status === 200 ? (body as { resources: Resource[] }).resources : [];
  const resource = resources.find((each) => each.kind === kind && !each.name.includes("/"));
  if (resource === undefined)
    throw new Error(`The API server does not know ${apiVersion} ${kind}.`);
  const namespace = resource.namespaced
    ? [`namespaces/${encodeURIComponent(metadata?.namespace ?? "default")}`]
    : [];
  const name = encodeURIComponent(metadata?.name ?? "");
  return [group, ...namespace, resource.name, name].join("/");
}
