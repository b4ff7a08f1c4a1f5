import { isDeepStrictEqual } from "node:util";
import { diff } from "../diff";
import type { CloudError } from "../errors";
import { QUIET_MS } from "../patience";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DiffRequest,
  DiffResult,
  ExistingRequest,
  Provider,
  ReadResult,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { isUnknown, type Marked, type Properties } from "../values";
import type { World } from "../world";
import { Api } from "./api";
import { Catalog } from "./catalog";
import { activeCluster, configureKubernetes, type KubernetesSession } from "./configuration";
import { Controllers } from "./controllers";
import { callFunction } from "./functions";
import { checkObject } from "./inputs";
import { Kinds } from "./kinds";
import { ObjectResources, type ObjectServices } from "./objects";
import { PatchResources } from "./patch-resources";
import { Patches } from "./patches";
import { Releases } from "./release";
import { diffObject } from "./replacement";
import { Store } from "./store";
import { meaningOf, namesOf, RELEASE } from "./token";

/** Stands in for the plugin of @pulumi/kubernetes. */
export class KubernetesProvider implements Provider<KubernetesSession> {
  readonly name = "kubernetes";
  private readonly services: ObjectServices;
  private readonly objects: ObjectResources;
  private readonly patched: PatchResources;
  private readonly releases: Releases;

  /** @param quietMs how long nothing may have happened until what an object waits for counts as never coming */
  constructor(
    readonly version: string,
    world: World,
    quietMs = QUIET_MS,
  ) {
    const catalog = new Catalog();
    const kinds = new Kinds(world, catalog);
    const store = new Store(world);
    const controllers = new Controllers(world, store, kinds);
    const api = new Api(catalog, store, controllers);
    const patches = new Patches(world, catalog);
    this.services = { world, catalog, kinds, store, controllers, api, patches, quietMs };
    this.objects = new ObjectResources(this.services);
    this.patched = new PatchResources(this.services);
    this.releases = new Releases(world, store);
  }

  configure(config: Properties): KubernetesSession {
    return configureKubernetes(config);
  }

  /** Another cluster means that all objects are made anew, there. */
  diffConfig(olds: Properties, news: Properties): DiffResult {
    const isSame =
      !isUnknown(news["kubeconfig"]) && isDeepStrictEqual(activeCluster(olds), activeCluster(news));
    const changes = diff(olds, news).map((change) => ({
      ...change,
      replace: !isSame && ["kubeconfig", "context", "cluster"].includes(change.path),
    }));
    return { changes, deleteBeforeReplace: false };
  }

  check(session: KubernetesSession, request: CheckRequest): CheckResult {
    return request.type === RELEASE
      ? this.releases.check(session, request)
      : checkObject(this.services, session, request);
  }

  diff(session: KubernetesSession, request: DiffRequest): DiffResult {
    return request.type === RELEASE ? this.releases.diff(request) : diffObject(session, request);
  }

  create(
    session: KubernetesSession,
    request: CreateRequest,
  ): ResourceState | Promise<ResourceState> {
    return this.resourcesOf(request.type, request.inputs).create(session, request);
  }

  read(session: KubernetesSession, request: ExistingRequest): ReadResult | undefined {
    return this.resourcesOf(request.type, request.inputs).read(session, request);
  }

  update(
    session: KubernetesSession,
    request: UpdateRequest,
  ): ResourceState | Promise<ResourceState> {
    return this.resourcesOf(request.type, request.news).update(session, request);
  }

  delete(session: KubernetesSession, request: ExistingRequest): void | Promise<void> {
    return this.resourcesOf(request.type, request.inputs).delete(session, request);
  }

  invoke(session: KubernetesSession, token: string, args: Properties): Marked {
    return { values: callFunction(this.services, session, token, args), secrets: [] };
  }

  describeError(error: CloudError, operation: string, type: string): string {
    return `${operation} of ${type} failed: ${error.message}`;
  }

  private resourcesOf(
    type: string,
    object: Properties,
  ): ObjectResources | PatchResources | Releases {
    if (type === RELEASE) return this.releases;
    return meaningOf(type, namesOf(type, object).kind).isPatch ? this.patched : this.objects;
  }
}
