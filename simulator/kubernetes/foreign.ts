import { isObject, isUnknown, type Properties, type Value } from "../values";
import type { Entry } from "../world";
import { metadataOf, withMetadata } from "./object";

/** Maps in the metadata of which everybody has keys of their own. */
const SHARED = ["annotations", "labels"];

/**
 * An object that is applied again, with what others than its program have set in its metadata:
 * annotations, labels and finalizers of controllers stay.
 *
 * @param entry the object as it is kept, with what the program gave for it last
 */
export function withForeign(object: Properties, { inputs, outputs }: Entry): Properties {
  if (isUnknown(object["metadata"])) return object;
  const live = metadataOf(outputs);
  const changes: Properties = {};
  for (const key of SHARED) {
    const given = metadataOf(object)[key];
    if (isUnknown(given)) continue;
    const earlier = mapOf(metadataOf(inputs)[key]);
    const foreign = Object.entries(mapOf(live[key])).filter(([name]) => !(name in earlier));
    if (foreign.length === 0) continue;
    changes[key] = { ...Object.fromEntries(foreign), ...mapOf(given) };
  }
  const { finalizers } = live;
  if (finalizers !== undefined) changes["finalizers"] = finalizers;
  return withMetadata(object, changes);
}

function mapOf(value: Value | undefined): Properties {
  return isObject(value) ? value : {};
}
