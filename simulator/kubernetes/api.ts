import { isDeepStrictEqual } from "node:util";
import { stableHex, uuid } from "../aws/identity";
import { CloudError } from "../errors";
import { isObject, isUnknown, UNKNOWN, type Properties, type Value } from "../values";
import type { Catalog, Kind } from "./catalog";
import type { Cluster } from "./cluster";
import type { Controlled, Controllers } from "./controllers";
import { CustomResources } from "./custom";
import { decodeStrictly } from "./decode";
import { Defaults } from "./defaults";
import { invalid } from "./errors";
import { changedImmutable } from "./immutable";
import { metadataOf, nameOf, namespaceOf, specOf, without } from "./object";
import { prepare, requireGrowth, type Preparation } from "./prepare";
import type { KindName, Store } from "./store";
import { problemsOfObject } from "./validation";

/** An object that a client sends. */
export interface Admission extends Controlled {
  /** What its made-up digits come from. */
  seed: string;
  /** Whether nothing is stored, and what is made up at storing is not known. */
  isPreview: boolean;
}

const SERVICE: KindName = { group: "", version: "v1", kind: "Service" };
const PRIORITY_CLASS: KindName = {
  group: "scheduling.k8s.io",
  version: "v1",
  kind: "PriorityClass",
};

// The others have no status that is compared with what was asked for.
const WITHOUT_GENERATION = new Set([
  "ConfigMap",
  "CSIDriver",
  "ClusterRole",
  "ClusterRoleBinding",
  "Endpoints",
  "HorizontalPodAutoscaler",
  "LimitRange",
  "Lease",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "ResourceClaimTemplate",
  "ResourceQuota",
  "Role",
  "RoleBinding",
  "RuntimeClass",
  "Secret",
  "Service",
  "ServiceAccount",
  "StorageClass",
  "APIService",
]);

/** A Kubernetes API server: checks objects, and fills in what it fills in. */
export class Api {
  private readonly defaults: Defaults;
  private readonly customResources = new CustomResources();

  constructor(
    private readonly catalog: Catalog,
    private readonly store: Store,
    private readonly controllers: Controllers,
  ) {
    this.defaults = new Defaults(catalog);
  }

  /**
   * Refuses what the API server would. Values that are not known yet are not judged.
   *
   * @throws CloudError BadRequest or Invalid
   */
  check(kind: Kind, object: Properties): void {
    decodeStrictly(this.catalog, kind, object);
    const problems = problemsOfObject(this.catalog, kind, object);
    if (kind.custom) problems.push(...this.customResources.problems(kind, object));
    if (problems.length > 0) throw invalid(kind, nameOf(object) ?? "", problems);
  }

  /** The object as the server gives it back: checked, complete, and with the status that it comes to. */
  admit(object: Properties, admission: Admission): Properties {
    const { kind, before, isPreview } = admission;
    this.check(kind, object);
    const complete = this.defaults.apply(kind, withoutNulls(object));
    const named = { ...complete, metadata: serverMetadata(complete, admission) };
    const prepared = prepare(kind, named, this.preparation(named, admission));
    if (before) requireUpdatable(kind, before, prepared);
    if (isPreview) return prepared;
    if (kind.kind === "Pod") this.requirePriority(prepared, admission);
    return this.controllers.withStatus(countChange(prepared, before), admission);
  }

  /** Other workloads are taken as they are; it is their Pods that are refused. */
  private requirePriority(pod: Properties, { cluster }: Admission): void {
    const { priorityClassName: name = "" } = specOf(pod);
    if (typeof name !== "string" || name === "" || name.startsWith("system-")) return;
    if (this.store.find(cluster, PRIORITY_CLASS, name)) return;
    throw new CloudError(
      "Forbidden",
      `pods ${JSON.stringify(nameOf(pod) ?? "")} is forbidden: no PriorityClass with name ${name} was found`,
    );
  }

  private preparation(object: Properties, admission: Admission): Preparation {
    const { cluster, seed, isPreview, before } = admission;
    const { uid = UNKNOWN } = metadataOf(object);
    const others = this.store
      .all(cluster, SERVICE)
      .filter((other) => metadataOf(other)["uid"] !== uid);
    return {
      uid,
      serviceCidr: serviceCidrOf(cluster),
      taken: new Set(others.flatMap(addressesOf)),
      start: parseInt(stableHex(`${seed}#address`, 6), 16),
      isPreview,
      ...(before && { before }),
    };
  }
}

/** Metadata with what the server adds to them. */
function serverMetadata(object: Properties, admission: Admission): Properties {
  const { kind, seed, created, isPreview, before } = admission;
  const given = without(metadataOf(object), "namespace");
  const old = before && metadataOf(before);
  return {
    ...given,
    ...(kind.namespaced && { namespace: namespaceOf(object) ?? "default" }),
    uid: old?.["uid"] ?? (isPreview ? UNKNOWN : uuid(stableHex(seed, 32))),
    creationTimestamp: old?.["creationTimestamp"] ?? (isPreview ? UNKNOWN : created),
    resourceVersion: isPreview ? UNKNOWN : nextVersion(seed, old),
    ...(!WITHOUT_GENERATION.has(kind.kind) && { generation: old?.["generation"] ?? 1 }),
  };
}

/** Versions are opaque to clients: here each object counts its own, from a number of its own. */
function nextVersion(seed: string, old: Properties | undefined): string {
  const before = Number(old?.["resourceVersion"] ?? parseInt(stableHex(seed, 5), 16));
  return String(before + 1);
}

function requireUpdatable(kind: Kind, before: Properties, after: Properties): void {
  const problems = changedImmutable(kind, before, after);
  if (problems.length > 0) throw invalid(kind, nameOf(after) ?? "", problems);
  if (kind.kind === "PersistentVolumeClaim") requireGrowth(before, after);
}

/** A change of what is wanted is a new generation. */
function countChange(after: Properties, before: Properties | undefined): Properties {
  const metadata = metadataOf(after);
  const { generation } = metadata;
  if (!before || typeof generation !== "number") return after;
  if (isDeepStrictEqual(specOf(before), specOf(after))) return after;
  return { ...after, metadata: { ...metadata, generation: generation + 1 } };
}

/** The range that a cluster's Services get addresses from; EKS chooses one that is not near its VPC. */
function serviceCidrOf({ eks }: Cluster): string {
  const network = eks?.outputs["kubernetesNetworkConfig"];
  const range = isObject(network)
    ? (network["serviceIpv4Cidr"] ?? network["serviceIpv6Cidr"])
    : undefined;
  return typeof range === "string" && range !== "" ? range : "10.100.0.0/16";
}

function addressesOf(service: Properties): (string | number)[] {
  const { clusterIP, ports } = specOf(service);
  const nodePorts = (Array.isArray(ports) ? ports.filter(isObject) : []).map(
    ({ nodePort }) => nodePort,
  );
  return [clusterIP, ...nodePorts].filter(
    (value) => (typeof value === "string" && value !== "None") || typeof value === "number",
  ) as (string | number)[];
}

/** Absent and null are the same to the server. */
export function withoutNulls(object: Properties): Properties {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, withoutNullsInside(value)]),
  );
}

function withoutNullsInside(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNullsInside);
  return isObject(value) && !isUnknown(value) ? withoutNulls(value) : value;
}
