import { stableHex } from "../aws/identity";
import { CloudError } from "../errors";
import type { Properties } from "../values";
import type { Entry, World } from "../world";
import type { Catalog, Kind } from "./catalog";
import type { Cluster } from "./cluster";
import { merge } from "./merge";
import { patchTokenOf } from "./token";

/** A patch that a resource holds on an object. */
export interface HeldPatch {
  urn: string;
  inputs: Properties;
  /** Whether it wins over what others set. */
  isForced: boolean;
}

/** The patches that resources hold on objects, in the order in which they came. */
export class Patches {
  constructor(
    private readonly world: World,
    private readonly catalog: Catalog,
  ) {}

  /** An object with all patches that are held on it. */
  applied(cluster: Cluster, kind: Kind, id: string, object: Properties): Properties {
    return this.held(cluster, kind, id).reduce(
      (whole, { inputs }) => merge(this.catalog, kind, whole, inputs).object,
      object,
    );
  }

  /**
   * Holds a patch from now on, in place of what its resource held before.
   *
   * @param object what it is held on, without it
   * @throws CloudError Conflict where it sets what something else has set to another value
   */
  hold(cluster: Cluster, kind: Kind, id: string, object: Properties, patch: HeldPatch): void {
    const { conflicts } = merge(this.catalog, kind, object, patch.inputs);
    if (conflicts.length > 0 && !patch.isForced) throw conflict(object, conflicts);
    const entry = {
      ...{ provider: "kubernetes", scope: cluster.scope, type: patchTokenOf(kind) },
      id: `${id}#${stableHex(patch.urn, 8)}`,
      inputs: patch.inputs,
      outputs: {},
      urn: patch.urn,
    };
    this.world.put(entry);
  }

  /** Gives up what a resource holds. */
  release(cluster: Cluster, kind: Kind, id: string, urn: string): void {
    for (const entry of this.held(cluster, kind, id)) {
      if (entry.urn === urn) this.world.remove(entry);
    }
  }

  isHeld(cluster: Cluster, kind: Kind, id: string, urn: string): boolean {
    return this.held(cluster, kind, id).some((entry) => entry.urn === urn);
  }

  private held({ scope }: Cluster, kind: Kind, id: string): Entry[] {
    return this.world
      .all(patchTokenOf(kind), scope)
      .filter((entry) => entry.id.startsWith(`${id}#`));
  }
}

function conflict(object: Properties, fields: readonly string[]): CloudError {
  const { apiVersion } = object;
  const count = fields.length === 1 ? "1 conflict" : `${fields.length} conflicts`;
  const using = typeof apiVersion === "string" ? apiVersion : "v1";
  return new CloudError(
    "Conflict",
    `Apply failed with ${count}: conflicts with another field manager using ${using}: ${fields.join(", ")}`,
  );
}
