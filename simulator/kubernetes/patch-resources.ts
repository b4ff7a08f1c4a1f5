import { CloudError, ProviderError } from "../errors";
import type {
  CreateRequest,
  ExistingRequest,
  ReadResult,
  ResourceState,
  UpdateRequest,
} from "../provider";
import type { Properties } from "../values";
import type { Kind } from "./catalog";
import { reach, Unreachable, type Cluster } from "./cluster";
import type { KubernetesSession } from "./configuration";
import { decodeStrictly } from "./decode";
import { noMatch, notFound } from "./errors";
import { prune } from "./merge";
import { annotation, idOf, nameOf, namespaceOf } from "./object";
import type { ObjectServices } from "./objects";
import { secretsOf } from "./secrets";
import { namesOf } from "./token";

/** Resources that set some fields of an object that something else made: `DeploymentPatch`. */
export class PatchResources {
  constructor(private readonly services: ObjectServices) {}

  create(session: KubernetesSession, request: CreateRequest): ResourceState {
    const { inputs, preview, urn } = request;
    // As the real provider, which cannot tell beforehand what a patch does.
    if (preview) return { id: "", values: inputs, secrets: secretsOf(inputs) };
    const { cluster, kind, id } = this.target(session, request.type, inputs);
    return this.hold(session, cluster, kind, id, urn, inputs);
  }

  read(session: KubernetesSession, request: ExistingRequest): ReadResult | undefined {
    const target = this.targetIfThere(session, request);
    if (!target) return undefined;
    const { cluster, kind } = target;
    const { id, urn, inputs } = request;
    if (!this.services.patches.isHeld(cluster, kind, id, urn)) return undefined;
    const live = this.live(cluster, kind, id);
    if (!live) return undefined;
    return {
      id,
      inputs: prune(live, inputs) as Properties,
      values: live,
      secrets: secretsOf(live),
    };
  }

  update(session: KubernetesSession, request: UpdateRequest): ResourceState {
    const { news, inputs: olds, id, preview, urn } = request;
    if (preview) return { id, values: news, secrets: secretsOf(news) };
    const { cluster, kind } = this.target(session, request.type, news);
    this.services.patches.release(cluster, kind, id, urn);
    try {
      return this.hold(session, cluster, kind, id, urn, news);
    } catch (error) {
      // What is refused changes nothing.
      this.hold({ ...session, patchForce: true }, cluster, kind, id, urn, olds);
      throw error;
    }
  }

  /** Gives up the fields; the object stays. */
  delete(session: KubernetesSession, request: ExistingRequest): void {
    const target = this.targetIfThere(session, request);
    if (!target) return;
    const { cluster, kind } = target;
    this.services.patches.release(cluster, kind, request.id, request.urn);
    this.renew(cluster, kind, request.id);
  }

  private hold(
    session: KubernetesSession,
    cluster: Cluster,
    kind: Kind,
    id: string,
    urn: string,
    inputs: Properties,
  ): ResourceState {
    const { patches, store } = this.services;
    const isForced = session.patchForce || annotation(inputs, "pulumi.com/patchForce") === "true";
    const own = store.entry(cluster, kind, id)?.inputs ?? store.find(cluster, kind, id);
    try {
      if (!own) throw notFound(kind, nameOf(inputs) ?? "");
      decodeStrictly(this.services.catalog, kind, inputs);
      patches.hold(cluster, kind, id, patches.applied(cluster, kind, id, own), {
        urn,
        inputs,
        isForced,
      });
      this.renew(cluster, kind, id);
    } catch (error) {
      patches.release(cluster, kind, id, urn);
      if (!(error instanceof CloudError)) throw error;
      throw new ProviderError(
        `resource ${JSON.stringify(urn)} was not successfully created by the Kubernetes API server: ${error.message}`,
      );
    }
    const live = this.live(cluster, kind, id) ?? inputs;
    return { id, values: live, secrets: secretsOf(live) };
  }

  /** Brings an object that a program made to what its own inputs and all patches on it give. */
  private renew(cluster: Cluster, kind: Kind, id: string): void {
    const { api, patches, store, world } = this.services;
    const entry = store.entry(cluster, kind, id);
    if (!entry) return;
    const { seed = "", created = "", outputs: before } = entry;
    const whole = patches.applied(cluster, kind, id, entry.inputs);
    const outputs = api.admit(whole, { cluster, kind, seed, created, before, isPreview: false });
    world.put({ ...entry, outputs });
  }

  private live(cluster: Cluster, kind: Kind, id: string): Properties | undefined {
    const { patches, store } = this.services;
    const live = store.find(cluster, kind, id);
    return live && store.entry(cluster, kind, id)
      ? live
      : live && patches.applied(cluster, kind, id, live);
  }

  /** Nothing where the kind is gone, or the cluster, if what is of a cluster that is gone counts as deleted. */
  private targetIfThere(
    session: KubernetesSession,
    { type, inputs }: ExistingRequest,
  ): { cluster: Cluster; kind: Kind } | undefined {
    try {
      return this.target(session, type, inputs);
    } catch (error) {
      const isGone =
        error instanceof Unreachable
          ? session.deleteUnreachable
          : error instanceof CloudError && error.code === "NoMatch";
      if (isGone) return undefined;
      throw error;
    }
  }

  private target(
    session: KubernetesSession,
    token: string,
    object: Properties,
  ): { cluster: Cluster; kind: Kind; id: string } {
    const cluster = reach(this.services.world, session);
    const { apiVersion, kind: name } = namesOf(token, object);
    const kind = this.services.kinds.find(cluster, apiVersion, name);
    if (!kind) throw noMatch(apiVersion, name);
    const namespace = kind.namespaced ? (namespaceOf(object) ?? session.namespace) : undefined;
    return { cluster, kind, id: idOf(namespace, nameOf(object) ?? "") };
  }
}
