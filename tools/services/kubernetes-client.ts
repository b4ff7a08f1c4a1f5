import { send, type Access, type Answer } from "./https";

/** A Kubernetes object, as far as its address goes. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; namespace?: string };
}

/** How an object is applied. */
export interface ApplyOptions {
  /** Only check and admit it, store nothing. @default false */
  dryRun?: boolean;
}

/** What this project's tests need of a Kubernetes client. */
export interface KubernetesClient {
  /**
   * Applies an object on the server side. Unknown and duplicate fields are errors. The status is 200 or 201
   * when the server accepts it; otherwise the body is a Status object whose `message` says why.
   *
   * @throws Error when the server does not know the kind
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

/** The path of an object. The server is asked for its kinds each time: a test may just have added one. */
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
