import { zoneTopologyKey } from "../../model/zone-placement";
import type { Stack, StackResource } from "../frame/resource";
import { perStack } from "../frame/stack";
import { ifKnown, unknown } from "../frame/unknown";
import { namespaceOf } from "./namespaces";
import { avoids, type Scheduling } from "./scheduling";
import { podsOf, workloadTypes } from "./workloads";
import { isWavelengthZone } from "./zones";

/** A namespace whose workloads run in one Wavelength Zone. */
export interface ZoneNamespace {
  zone: string;
  /** Whether the namespace says so itself; otherwise its workloads do. */
  declared: boolean;
}

/** The namespaces of a stack that belong to Wavelength Zones. */
export interface ZoneNamespaces {
  byName: ReadonlyMap<string, ZoneNamespace>;
  /** A Namespace whose labels are not known during preview, if there is one. */
  unclear: string | undefined;
}

/** A node of the Region, as far as the selection of zones goes. */
const regionNode = { zone: "", labels: () => ({}) };

/** The Wavelength Zones that a pod's node selector and required node affinity ask for by name. */
export function namedWavelengthZones({ nodeSelector, affinity }: Scheduling): string[] {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const affine = (required?.nodeSelectorTerms ?? [])
    .flatMap(({ matchExpressions = [] }) => matchExpressions)
    .filter(({ key, operator }) => key === zoneTopologyKey && operator === "In")
    .flatMap(({ values = [] }) => values);
  const named = new Set([nodeSelector?.[zoneTopologyKey] ?? "", ...affine]);
  return [...named].filter(isWavelengthZone);
}

/** Whether a pod can run on no node of the Region, unless that has labels of one's own. */
export function staysOutOfRegion(pod: Scheduling): boolean {
  return avoids(pod, [regionNode]);
}

export const zoneNamespaces = perStack((stack: Stack): ZoneNamespaces => {
  const byName = new Map<string, ZoneNamespace>();
  for (const [name, zones] of zonesByNamespace(stack)) {
    const [zone] = zones;
    if (zone && zones.size === 1) byName.set(name, { zone, declared: false });
  }
  let unclear: string | undefined;
  for (const namespace of stack.ofType("kubernetes:core/v1:Namespace")) {
    const zone = ifKnown(() => declaredZone(namespace));
    const name = ifKnown(() => namespace.props.metadata?.name);
    if (zone === unknown || name === unknown) unclear = namespace.name;
    else if (zone && name) byName.set(name, { zone, declared: true });
  }
  return { byName, unclear };
});

/** The zone that a label or an annotation of a namespace names, whatever its key. */
function declaredZone({ props }: StackResource<"kubernetes:core/v1:Namespace">) {
  const { labels, annotations } = props.metadata ?? {};
  const values = [...Object.values(labels ?? {}), ...Object.values(annotations ?? {})];
  return values.find(isWavelengthZone);
}

/**
 * The Wavelength Zones that workloads are bound to, by namespace. "" stands for what makes a
 * namespace no zone's: pods that tolerate taints, because then those without share it and stay in
 * the Region, or a namespace that everybody uses.
 */
function zonesByNamespace(stack: Stack): Map<string, Set<string>> {
  const byNamespace = new Map<string, Set<string>>();
  for (const workload of workloadTypes.flatMap(
    (type) => stack.ofType(type) as StackResource<(typeof workloadTypes)[number]>[],
  )) {
    const bound = ifKnown(() => {
      const { spec } = podsOf(workload);
      const zones = staysOutOfRegion(spec) ? namedWavelengthZones(spec) : [];
      if (zones.length === 0) return undefined;
      const name = namespaceOf(stack, workload);
      const isPlain = !spec.tolerations?.length && !/^(default|kube-.*)$/.test(name);
      return { name, zones: isPlain ? zones : [""] };
    });
    if (bound === unknown || bound === undefined) continue;
    const known = byNamespace.get(bound.name) ?? new Set();
    bound.zones.forEach((zone) => known.add(zone));
    byNamespace.set(bound.name, known);
  }
  return byNamespace;
}
