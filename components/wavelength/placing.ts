import * as pulumi from "@pulumi/pulumi";
import { placeInZone, podSpecPath, type PodSpec } from "../../model/wavelength/zone-placement";

type Props = Record<string, unknown>;

/**
 * Returns a transform that binds the pods of every Kubernetes workload below a resource to a
 * Wavelength Zone, whichever component registers it.
 */
export function placingIn(zone: string): pulumi.ResourceTransform {
  return ({ type, name, props, opts }) => {
    const kind = /^kubernetes:.*:(\w+)$/.exec(type)?.[1];
    const path = kind === undefined ? undefined : podSpecPath(kind);
    if (!path) return undefined;
    const place = (spec: unknown) => placeInZone(spec as PodSpec, zone, name);
    return { props: changedAt(props, path, place), opts };
  };
}

/** Returns a copy of an object with another value at the path; parts of it may be outputs. */
function changedAt(
  value: unknown,
  path: readonly string[],
  change: (value: unknown) => unknown,
): Props {
  if (pulumi.Output.isInstance(value)) {
    return value.apply((known) => changedAt(known, path, change));
  }
  const [key, ...rest] = path;
  if (key === undefined) return change(value) as Props;
  const parent = value as Props;
  return { ...parent, [key]: changedAt(parent[key], rest, change) };
}
