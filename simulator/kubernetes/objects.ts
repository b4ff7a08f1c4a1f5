import { isDeepStrictEqual } from "node:util";
import { CloudError, NotReadyError, ProviderError } from "../errors";
import { patiently } from "../patience";
import type {
  CreateRequest,
  ExistingRequest,
  ReadResult,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { containsUnknown, type Properties } from "../values";
import type { Entry, World } from "../world";
import type { Api } from "./api";
import type { Catalog, Kind } from "./catalog";
import { reach, Unreachable, type Cluster } from "./cluster";
import type { KubernetesSession } from "./configuration";
import type { Controlled, Controllers } from "./controllers";
import { alreadyExists, mayComeYet, noMatch, notFound } from "./errors";
import { withForeign } from "./foreign";
import type { Kinds } from "./kinds";
import { prune } from "./merge";
import { idOf, metadataOf, nameOf, namespaceOf, without, withMetadata } from "./object";
import type { Patches } from "./patches";
import { secretsOf } from "./secrets";
import type { Store } from "./store";
import { namesOf, tokenFor, tokenOf } from "./token";
import { TIMED_OUT } from "./wait-for";

/** What resources of single objects work with. */
export interface ObjectServices {
  world: World;
  catalog: Catalog;
  kinds: Kinds;
  store: Store;
  api: Api;
  controllers: Controllers;
  patches: Patches;
  /** Milliseconds without anything happening after which what is missing counts as never coming. */
  quietMs: number;
}

/** An object that is about to be stored. */
type NewObject = Pick<Entry, "id" | "inputs"> & { urn: string; seed: string; created: string };

/** An object that was stored, and what its controllers work on. */
interface Stored {
  controlled: Controlled;
  entry: Entry;
}

/** Resources that are one object each. */
export class ObjectResources {
  constructor(private readonly services: ObjectServices) {}

  /** Waits for namespaces and definitions that come in the same deployment, as the real provider does. */
  async create(session: KubernetesSession, request: CreateRequest): Promise<ResourceState> {
    if (request.preview) return this.plan(session, request);
    const { world, quietMs } = this.services;
    const cluster = reach(world, session);
    const attempt = () => this.createNow(cluster, session, request);
    try {
      return await this.settle(await patiently(world, attempt, mayComeYet, quietMs));
    } catch (error) {
      throw error instanceof CloudError ? notCreated(request, error) : error;
    }
  }

  /** What a creation would give. Where the cluster, the kind or the namespace is not there yet: the inputs. */
  private plan(session: KubernetesSession, request: CreateRequest): ResourceState {
    const { inputs } = request;
    const asGiven = { id: "", values: inputs, secrets: secretsOf(inputs) };
    try {
      const cluster = reach(this.services.world, session);
      const kind = this.kindOf(cluster, request.type, inputs);
      const live = this.admitNew(cluster, kind, request);
      this.requirePlace(cluster, kind, inputs);
      return containsUnknown(inputs) ? asGiven : { ...asGiven, values: live };
    } catch (error) {
      if (error instanceof Unreachable || mayComeYet(error)) return asGiven;
      throw error instanceof CloudError ? notCreated(request, error) : error;
    }
  }

  private createNow(cluster: Cluster, session: KubernetesSession, request: CreateRequest): Stored {
    const { inputs, type, urn } = request;
    const { api, store, world } = this.services;
    const kind = this.kindOf(cluster, type, inputs);
    this.requirePlace(cluster, kind, inputs);
    const id = idOf(placeOf(kind, inputs), nameOf(inputs) ?? "");
    const before = store.find(cluster, kind, id);
    if (before && !session.upsert) {
      // Refused for being wrong comes first, as at the API server.
      api.check(kind, inputs);
      throw alreadyExists(kind, nameOf(inputs) ?? "");
    }
    const seed = `${urn}#${world.nextGeneration(urn)}`;
    return this.keep(cluster, kind, { id, inputs, urn, seed, created: now() }, before);
  }

  read(session: KubernetesSession, request: ExistingRequest): ReadResult | undefined {
    const cluster = this.reachableToRead(session);
    if (!cluster) return undefined;
    const kind = this.kindIfServed(cluster, request.type, request.inputs);
    const live = kind && this.services.store.find(cluster, kind, request.id);
    if (!live) return undefined;
    const inputs =
      Object.keys(request.inputs).length > 0 ? pruned(live, request.inputs) : asInputs(live);
    return { id: request.id, inputs, values: live, secrets: secretsOf(live) };
  }

  async update(session: KubernetesSession, request: UpdateRequest): Promise<ResourceState> {
    const { news, id, preview, type, urn } = request;
    const { store, world } = this.services;
    try {
      const cluster = reach(world, session);
      const kind = this.kindOf(cluster, type, news);
      const before = store.find(cluster, kind, id);
      if (!before) throw notFound(kind, nameOf(news) ?? "");
      if (preview) return this.planUpdate(cluster, kind, before, request);
      const { seed = `${cluster.scope} ${id}`, created = now() } =
        store.entry(cluster, kind, id) ?? {};
      return await this.settle(
        this.keep(cluster, kind, { id, inputs: news, urn, seed, created }, before),
      );
    } catch (error) {
      if (preview && (error instanceof Unreachable || mayComeYet(error))) {
        return { id, values: news, secrets: secretsOf(news) };
      }
      if (!(error instanceof CloudError)) throw error;
      throw new ProviderError(`update of resource ${JSON.stringify(urn)} failed: ${error.message}`);
    }
  }

  /** Waits for what keeps an object, as the real provider does. */
  async delete(session: KubernetesSession, request: ExistingRequest): Promise<void> {
    const cluster = this.reachableToDelete(session);
    if (!cluster) return;
    const attempt = () => this.deleteNow(cluster, request);
    const { world, quietMs } = this.services;
    await patiently(world, attempt, (error) => error instanceof NotDeleted, quietMs);
  }

  private deleteNow(cluster: Cluster, request: ExistingRequest): void {
    const { controllers, store, world } = this.services;
    const { apiVersion, kind } = namesOf(request.type, request.inputs);
    // A kind may be gone before its objects; what is gone already is what a deletion wants.
    const entry = world.get(cluster.scope, tokenFor(apiVersion, kind), request.id);
    if (!entry) return;
    const problem = controllers.whyNotGone(cluster, entry.outputs);
    if (problem !== undefined) throw new NotDeleted(request, problem);
    store.remove(cluster, entry);
    controllers.reconcile(cluster);
  }

  private planUpdate(
    cluster: Cluster,
    kind: Kind,
    before: Properties,
    request: UpdateRequest,
  ): ResourceState {
    const { news, id } = request;
    const whole = this.applied(cluster, kind, id, news);
    const planned = this.services.api.admit(whole, {
      ...{ cluster, kind, before, seed: request.urn, created: "", isPreview: true },
    });
    const values = containsUnknown(news)
      ? news
      : { ...planned, ...(before["status"] !== undefined && { status: before["status"] }) };
    return { id, values, secrets: secretsOf(news) };
  }

  /** Has the API server take an object, and stores what it makes of it. */
  private keep(
    cluster: Cluster,
    kind: Kind,
    object: NewObject,
    before: Properties | undefined,
  ): Stored {
    const { api, controllers, world } = this.services;
    const { id, inputs, seed, created } = object;
    const whole = this.applied(cluster, kind, id, inputs);
    const controlled = { cluster, kind, created, ...(before && { before }) };
    const admitted = api.admit(whole, { ...controlled, seed, isPreview: false });
    const outputs = kind.custom ? withStatusOf(admitted, before) : admitted;
    const at = { provider: "kubernetes", scope: cluster.scope, type: tokenOf(kind) };
    const entry: Entry = { ...at, ...object, outputs };
    world.put(entry);
    controllers.reconcile(cluster);
    return { controlled, entry };
  }

  /** An object as it is when a program has applied it: with all patches, and with what controllers set in its metadata. */
  private applied(cluster: Cluster, kind: Kind, id: string, object: Properties): Properties {
    const { patches, store } = this.services;
    const whole = patches.applied(cluster, kind, id, object);
    const entry = store.entry(cluster, kind, id);
    return kind.custom && entry ? withForeign(whole, entry) : whole;
  }

  /** Waits for what the real provider waits for: load balancers, volumes, what the program names. */
  private settle({ controlled, entry }: Stored): Promise<ResourceState> {
    const { controllers, world, quietMs } = this.services;
    const look = (): ResourceState => {
      controllers.reconcile(controlled.cluster);
      const before = world.get(entry.scope, entry.type, entry.id)?.outputs ?? entry.outputs;
      // What came meanwhile may have changed what its controllers find.
      const outputs = controllers.withStatus(before, { ...controlled, before });
      const state = { id: entry.id, values: outputs, secrets: secretsOf(outputs) };
      const problem = controllers.whyNotReady(controlled, outputs);
      if (!isDeepStrictEqual(outputs, before)) world.put({ ...entry, outputs });
      if (problem === undefined) return state;
      throw new NotReadyError(
        `resource ${JSON.stringify(entry.urn)} was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live: ${problem}`,
        state,
      );
    };
    return patiently(world, look, (error) => error instanceof NotReadyError, quietMs);
  }

  private admitNew(cluster: Cluster, kind: Kind, { inputs, urn }: CreateRequest): Properties {
    return this.services.api.admit(inputs, {
      cluster,
      kind,
      seed: urn,
      created: "",
      isPreview: true,
    });
  }

  /** @throws CloudError NotFound where the object's namespace is not there */
  private requirePlace(cluster: Cluster, kind: Kind, object: Properties): void {
    const namespace = placeOf(kind, object);
    if (namespace !== undefined) this.services.store.requireNamespace(cluster, namespace);
  }

  private kindOf(cluster: Cluster, token: string, object: Properties): Kind {
    const { apiVersion, kind } = namesOf(token, object);
    const found = this.services.kinds.find(cluster, apiVersion, kind);
    if (!found) throw noMatch(apiVersion, kind);
    return found;
  }

  private kindIfServed(cluster: Cluster, token: string, object: Properties): Kind | undefined {
    const { apiVersion, kind } = namesOf(token, object);
    return this.services.kinds.find(cluster, apiVersion, kind);
  }

  private reachableToRead(session: KubernetesSession): Cluster | undefined {
    return this.reachableOr(
      session,
      "failed to read resource state due to unreachable cluster. If the cluster was deleted, remove the resource from the state by running the operation with the environment variable PULUMI_K8S_DELETE_UNREACHABLE set to true",
    );
  }

  private reachableToDelete(session: KubernetesSession): Cluster | undefined {
    return this.reachableOr(
      session,
      "configured Kubernetes cluster is unreachable. If the cluster was deleted, remove the resource from the state by running the operation with the environment variable PULUMI_K8S_DELETE_UNREACHABLE set to true",
    );
  }

  /** Nothing where what is of a cluster that is gone counts as deleted. */
  private reachableOr(session: KubernetesSession, message: string): Cluster | undefined {
    try {
      return reach(this.services.world, session);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (session.deleteUnreachable) return undefined;
      throw new ProviderError(message);
    }
  }
}

/** What is not part of what a program applies: a controller's word on it stays until the next one. */
function withStatusOf(object: Properties, before: Properties | undefined): Properties {
  return before?.["status"] === undefined ? object : { ...object, status: before["status"] };
}

function placeOf(kind: Kind, object: Properties): string | undefined {
  return kind.namespaced ? (namespaceOf(object) ?? "default") : undefined;
}

function notCreated({ urn }: CreateRequest, error: CloudError): ProviderError {
  const quoted = JSON.stringify(urn);
  if (error.code !== "NoMatch") {
    return new ProviderError(
      `resource ${quoted} was not successfully created by the Kubernetes API server: ${error.message}`,
    );
  }
  return new ProviderError(
    `creation of resource ${quoted} failed because the Kubernetes API server reported that the apiVersion for this resource does not exist. Verify that any required CRDs have been created: ${error.message}`,
  );
}

/** A deletion that waits for somebody who has something to do before the object goes. */
class NotDeleted extends ProviderError {
  constructor({ urn }: ExistingRequest, problem: string) {
    super(`deletion of resource ${JSON.stringify(urn)} failed: ${TIMED_OUT}: ${problem}`);
  }
}

/** What a refresh finds: of the live object, what the program's inputs speak of. */
function pruned(live: Properties, inputs: Properties): Properties {
  return prune(live, inputs) as Properties;
}

const OF_THE_SERVER = ["creationTimestamp", "generation", "resourceVersion", "uid"];

/** What an import takes for the inputs of an object that no program wrote. */
function asInputs(live: Properties): Properties {
  const metadata = Object.entries(metadataOf(live)).filter(([key]) => !OF_THE_SERVER.includes(key));
  return withMetadata({ ...without(live, "status"), metadata: {} }, Object.fromEntries(metadata));
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, "");
}
