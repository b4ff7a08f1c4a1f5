import type { Properties } from "../values";
import type { Entry, World } from "../world";
import { removeBalancer } from "./balancers";
import type { Kind } from "./catalog";
import type { Cluster } from "./cluster";
import { namespaceNotFound } from "./errors";
import { CRD_TOKEN, definitionOf } from "./kinds";
import { namespaceOf, specOf } from "./object";
import { systemObject } from "./system-objects";
import { tokenOf } from "./token";

/** A kind as far as it says where its objects are. */
export type KindName = Pick<Kind, "group" | "version" | "kind">;

export const NAMESPACE: KindName = { group: "", version: "v1", kind: "Namespace" };

/** The objects of all clusters. */
export class Store {
  constructor(private readonly world: World) {}

  /** An object by kind and id, those too that every cluster has. */
  find(cluster: Cluster, kind: KindName, id: string): Properties | undefined {
    return this.entry(cluster, kind, id)?.outputs ?? systemObject(cluster, kind.kind, id);
  }

  /** Where an object is kept; those that every cluster has are nowhere. */
  entry({ scope }: Cluster, kind: KindName, id: string): Entry | undefined {
    return this.world.get(scope, tokenOf(kind), id);
  }

  /** The objects of a kind that programs made. */
  all({ scope }: Cluster, kind: KindName): Properties[] {
    return this.world.all(tokenOf(kind), scope).map(({ outputs }) => outputs);
  }

  /** @throws CloudError NotFound where the namespace is not there */
  requireNamespace(cluster: Cluster, name: string): void {
    if (!this.find(cluster, NAMESPACE, name)) throw namespaceNotFound(name);
  }

  /**
   * Removes an object with what goes with it: what is in a namespace, the objects of a custom kind, the load
   * balancer of a Service or Ingress.
   */
  remove(cluster: Cluster, entry: Entry): void {
    this.world.remove(entry);
    const { kind } = entry.outputs;
    if (kind === "Service" || kind === "Ingress")
      removeBalancer(this.world, cluster, entry.outputs);
    const others = this.world.everything().filter(({ scope }) => scope === cluster.scope);
    for (const other of others) {
      if (goesWith(other, entry)) this.remove(cluster, other);
    }
  }
}

function goesWith(other: Entry, removed: Entry): boolean {
  if (other.type === `${removed.type}Patch` && other.id.startsWith(`${removed.id}#`)) return true;
  if (removed.type === tokenOf(NAMESPACE)) {
    // Releases and patches have no metadata of their own; their ids start with the namespace.
    return namespaceOf(other.outputs) === removed.id || other.id.startsWith(`${removed.id}/`);
  }
  if (removed.type !== CRD_TOKEN) return false;
  const { group, kind, versions } = definitionOf(specOf(removed.outputs));
  return versions.some(({ name }) => other.type === tokenOf({ group, version: name, kind }));
}
