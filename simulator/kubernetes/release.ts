import { stableHex } from "../aws/identity";
import { changesAt, diff } from "../diff";
import { ProviderError } from "../errors";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DiffRequest,
  DiffResult,
  ExistingRequest,
  ReadResult,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { isObject, UNKNOWN, type Properties, type Value } from "../values";
import type { Entry, World } from "../world";
import { reach, Unreachable, type Cluster } from "./cluster";
import type { KubernetesSession } from "./configuration";
import { textOf, without } from "./object";
import { chartVersions, releaseFailures } from "./release-arguments";
import { NAMESPACE, type Store } from "./store";
import { RELEASE, tokenOf } from "./token";

/** Seconds that the provider waits for what a chart makes, where nothing else is said. */
const TIMEOUT = 300;

/** Helm releases. Charts are not rendered: what is known of their effects is in clusters.yaml. */
export class Releases {
  constructor(
    private readonly world: World,
    private readonly store: Store,
  ) {}

  check(session: KubernetesSession, { news, olds, name, seed }: CheckRequest): CheckResult {
    const made = `${name}-${stableHex(Buffer.from(seed).toString("hex"), 8)}`;
    const given = without(news, "compat", "resourceNames");
    const inputs: Properties = {
      ...(given["skipAwait"] !== true && { timeout: TIMEOUT }),
      name: olds["name"] ?? made,
      namespace: session.namespace,
      ...given,
    };
    return { inputs, failures: releaseFailures(inputs) };
  }

  diff({ oldInputs, news }: DiffRequest): DiffResult {
    const changes = diff(oldInputs, news).map((change) => ({
      ...change,
      replace: ["/name", "/namespace"].some((pointer) =>
        changesAt(pointer, change, { oldInputs, news }),
      ),
    }));
    return { changes, deleteBeforeReplace: false };
  }

  create(session: KubernetesSession, { inputs, urn, preview }: CreateRequest): ResourceState {
    if (preview) return { id: "", values: planned(inputs), secrets: [] };
    const cluster = this.cluster(session, "create");
    const { id, name, namespace } = addressOf(inputs);
    this.requireNamespace(cluster, inputs, namespace);
    if (this.world.get(cluster.scope, RELEASE, id)) {
      throw new ProviderError("cannot re-use a name that is still in use");
    }
    const outputs = { ...inputs, resourceNames: {}, status: statusOf(inputs, name, namespace, 1) };
    const entry = {
      provider: "kubernetes",
      scope: cluster.scope,
      type: RELEASE,
      id,
      inputs,
      outputs,
      urn,
    };
    this.world.put(entry);
    return { id, values: outputs, secrets: [] };
  }

  read(session: KubernetesSession, { id }: ExistingRequest): ReadResult | undefined {
    const entry = this.find(this.cluster(session, "read"), id);
    return entry && { id, inputs: entry.inputs, values: entry.outputs, secrets: [] };
  }

  update(session: KubernetesSession, { id, news, outputs, preview }: UpdateRequest): ResourceState {
    if (preview) return { id, values: planned(news), secrets: [] };
    const entry = this.find(this.cluster(session, "update"), id);
    const { name, namespace } = addressOf(news);
    if (!entry) throw new ProviderError(`release: not found: ${name}`);
    const revision = revisionOf(outputs["status"]) + 1;
    const values = {
      ...news,
      resourceNames: {},
      status: statusOf(news, name, namespace, revision),
    };
    this.world.put({ ...entry, inputs: news, outputs: values });
    return { id, values, secrets: [] };
  }

  delete(session: KubernetesSession, { id }: ExistingRequest): void {
    let cluster: Cluster;
    try {
      cluster = this.cluster(session, "delete");
    } catch (error) {
      if (session.deleteUnreachable) return;
      throw error;
    }
    const entry = this.find(cluster, id);
    if (entry) this.world.remove(entry);
  }

  private find({ scope }: Cluster, id: string): Entry | undefined {
    return this.world.get(scope, RELEASE, id);
  }

  private requireNamespace(cluster: Cluster, { createNamespace }: Properties, name: string): void {
    if (this.store.find(cluster, NAMESPACE, name)) return;
    if (createNamespace !== true) {
      throw new ProviderError(
        `failed to create Helm release: create: failed to create: namespaces ${JSON.stringify(name)} not found`,
      );
    }
    // Helm leaves it behind when the release goes.
    const object = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    this.world.put({
      ...{ provider: "kubernetes", scope: cluster.scope, type: tokenOf(NAMESPACE), id: name },
      ...{ inputs: object, outputs: { ...object, status: { phase: "Active" } } },
    });
  }

  private cluster(session: KubernetesSession, verb: string): Cluster {
    try {
      return reach(this.world, session);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      throw new ProviderError(
        `can't ${verb} Helm Release with unreachable cluster: ${error.message}`,
      );
    }
  }
}

function planned(inputs: Properties): Properties {
  return { ...inputs, resourceNames: UNKNOWN, status: UNKNOWN };
}

function addressOf({ name, namespace }: Properties): {
  id: string;
  name: string;
  namespace: string;
} {
  const [text, place] = [textOf(name), textOf(namespace)];
  return { id: `${place}/${text}`, name: text, namespace: place };
}

function statusOf(
  inputs: Properties,
  name: string,
  namespace: string,
  revision: number,
): Properties {
  const { name: chart, version, appVersion } = chartVersions(inputs);
  return { appVersion, chart, name, namespace, revision, status: "deployed", version };
}

function revisionOf(status: Value | undefined): number {
  const revision = isObject(status) ? status["revision"] : undefined;
  return typeof revision === "number" ? revision : 1;
}
