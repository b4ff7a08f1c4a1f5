import { isObject, type Properties } from "../values";
import type { World } from "../world";
import {
  hasBalancer,
  makeBalancer,
  needsNewBalancer,
  removeBalancer,
  whyNoBalancer,
} from "./balancers";
import type { Kind } from "./catalog";
import type { Cluster } from "./cluster";
import type { Kinds } from "./kinds";
import { LatticeController } from "./lattice/controller";
import { annotation, specOf } from "./object";
import { statusOf } from "./status";
import type { KindName, Store } from "./store";
import { whyStillWaiting } from "./wait-for";

const VOLUME: KindName = { group: "", version: "v1", kind: "PersistentVolume" };
const STORAGE_CLASS: KindName = { group: "storage.k8s.io", version: "v1", kind: "StorageClass" };
const IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

/** An object for which controllers shall do what they do. */
export interface Controlled {
  cluster: Cluster;
  kind: Kind;
  /** When it was created, ISO 8601. */
  created: string;
  /** The object as it was, before an update. */
  before?: Properties;
}

/** The controllers of a cluster, which are done at once: pods run, claims are bound, load balancers are there. */
export class Controllers {
  private readonly lattice: LatticeController;

  constructor(
    private readonly world: World,
    private readonly store: Store,
    private readonly kinds: Kinds,
  ) {
    this.lattice = new LatticeController(world, store);
  }

  /** Has the controllers look at what has changed in a cluster. */
  reconcile(cluster: Cluster): void {
    this.lattice.reconcile(cluster);
  }

  /** The object with the status that it comes to. */
  withStatus(object: Properties, controlled: Controlled): Properties {
    const { cluster, kind, created } = controlled;
    if (kind.custom) return object;
    const status = statusOf(kind, object, {
      now: created,
      nodes: nodesOf(this.world, cluster),
      balancers: this.balancers(object, controlled),
      isBound: kind.kind === "PersistentVolumeClaim" && this.isBound(cluster, object),
    });
    return status ? { ...object, status } : object;
  }

  /** What keeps the object from becoming what the provider waits for; nothing where it has become that. */
  whyNotReady({ cluster, kind }: Controlled, live: Properties): string | undefined {
    if (annotation(live, "pulumi.com/skipAwait") === "true") return undefined;
    const waiting = whyStillWaiting(live);
    if (waiting !== undefined) {
      return [waiting, this.lattice.refusalOf(cluster, live) ?? []].flat().join(": ");
    }
    if (kind.custom) return undefined;
    const spec = specOf(live);
    if (kind.kind === "PersistentVolumeClaim" && !this.isBound(cluster, live)) {
      return `PersistentVolumeClaim was not bound: there is no StorageClass ${JSON.stringify(spec["storageClassName"] ?? "")} and no such PersistentVolume`;
    }
    if (kind.kind === "Ingress" && !ingressOf(live)) {
      const why = this.controlsIngress(cluster)
        ? whyNoBalancer(this.world, cluster, live)
        : "no load balancer controller runs in the cluster";
      return `Ingress .status.loadBalancer field was not updated with a hostname/IP address: ${why}`;
    }
    if (kind.kind === "Service" && spec["type"] === "LoadBalancer" && !ingressOf(live)) {
      return `Service was not allocated an IP address: ${whyNoBalancer(this.world, cluster, live)}`;
    }
    return undefined;
  }

  /** What keeps an object from going: the finalizer of a controller that is gone itself, or waits. */
  whyNotGone(cluster: Cluster, live: Properties): string | undefined {
    if (live["kind"] !== "Ingress") return this.lattice.whyKept(cluster, live);
    if (this.controlsIngress(cluster)) return undefined;
    if (!hasBalancer(this.world, cluster, live)) return undefined;
    return "its finalizer ingress.k8s.aws/resources stays, because no load balancer controller runs in the cluster that would remove its load balancer";
  }

  private controlsIngress(cluster: Cluster): boolean {
    return this.kinds.controls(cluster, "ingress");
  }

  private balancers(
    object: Properties,
    { cluster, kind, created, before }: Controlled,
  ): Properties[] {
    const wants =
      (kind.kind === "Service" && specOf(object)["type"] === "LoadBalancer") ||
      (kind.kind === "Ingress" && this.controlsIngress(cluster));
    const has = before && ingressOf(before);
    if (wants && has && before && !needsNewBalancer(before, object)) return has;
    if (has) removeBalancer(this.world, cluster, object);
    return wants ? makeBalancer(this.world, cluster, object, created) : [];
  }

  private isBound(cluster: Cluster, claim: Properties): boolean {
    const { storageClassName, volumeName } = specOf(claim);
    if (typeof volumeName === "string")
      return this.store.find(cluster, VOLUME, volumeName) !== undefined;
    if (typeof storageClassName === "string") {
      return this.store.find(cluster, STORAGE_CLASS, storageClassName) !== undefined;
    }
    return this.store
      .all(cluster, STORAGE_CLASS)
      .some((each) => annotation(each, IS_DEFAULT) === "true");
  }
}

function ingressOf({ status }: Properties): Properties[] | undefined {
  const balancer = isObject(status) ? status["loadBalancer"] : undefined;
  const ingress = isObject(balancer) ? balancer["ingress"] : undefined;
  return Array.isArray(ingress) ? ingress.filter(isObject) : undefined;
}

/** The nodes of an EKS cluster's managed node groups; other nodes are not counted. */
function nodesOf(world: World, { eks }: Cluster): number {
  return world
    .all("aws:eks/nodeGroup:NodeGroup", eks?.scope)
    .filter(({ inputs }) => inputs["clusterName"] === eks?.id)
    .map(({ inputs }) =>
      isObject(inputs["scalingConfig"]) ? inputs["scalingConfig"]["desiredSize"] : 0,
    )
    .reduce<number>((sum, size) => sum + (typeof size === "number" ? size : 0), 0);
}
