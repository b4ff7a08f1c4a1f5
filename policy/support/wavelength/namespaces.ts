import { zoneTopologyKey } from "../../../model/wavelength/zone-placement";
import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import { namespaceOf } from "../kubernetes/namespaces";
import { avoids, type Scheduling } from "../kubernetes/scheduling";
import { podsOf, workloadTypes } from "../kubernetes/workloads";
import { isWavelengthZone } from "./zones";

/** A namespace whose workloads run in one Wavelength Zone. */
export interface ZoneNamespace {
  zone: string;
  /** Whether the namespace names the zone; otherwise its workloads show it. */
  declared: boolean;
}

/** The namespaces of a stack that belong to Wavelength Zones. */
interface ZoneNamespaces {
  byName: ReadonlyMap<string, ZoneNamespace>;
  /** The namespaces whose zone or name is unknown during preview. */
  unclear: readonly { resource: string; name: string | undefined }[];
}

/**
 * The Wavelength Zone that the namespace of an object belongs to, if any.
 *
 * @throws UnknownValueError if that is unknown during preview.
 */
export function zoneNamespaceOf(stack: Stack, object: StackResource): ZoneNamespace | undefined {
  const { byName, unclear } = zoneNamespaces(stack);
  if (byName.size === 0 && unclear.length === 0) return undefined;
  const home = namespaceOf(stack, object);
  const known = byName.get(home);
  const candidate = unclear.find(({ name }) => name === undefined || name === home);
  if (!known && candidate) {
    throw new UnknownValueError(`the zone of namespace ${candidate.resource}`);
  }
  return known;
}

/** A node of the Region without labels. */
const regionNode = { zone: "", labels: () => ({}) };

/** The Wavelength Zones that the node selector and required node affinity of a pod name. */
export function namedWavelengthZones({ nodeSelector, affinity }: Scheduling): string[] {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const affine = (required?.nodeSelectorTerms ?? [])
    .flatMap(({ matchExpressions = [] }) => matchExpressions)
    .filter(({ key, operator }) => key === zoneTopologyKey && operator === "In")
    .flatMap(({ values = [] }) => values);
  const named = new Set([nodeSelector?.[zoneTopologyKey] ?? "", ...affine]);
  return [...named].filter(isWavelengthZone);
}

/** Whether a pod cannot run on a node of the Region that has no labels. */
export function staysOutOfRegion(pod: Scheduling): boolean {
  return avoids(pod, [regionNode]);
}

const zoneNamespaces = perStack((stack: Stack): ZoneNamespaces => {
  const byName = new Map<string, ZoneNamespace>();
  for (const [name, zones] of workloadZones(stack)) {
    const bound = zones.filter((zone) => zone !== "");
    const [zone, other] = new Set(bound);
    if (zone !== undefined && other === undefined && bound.length > zones.length / 2) {
      byName.set(name, { zone, declared: false });
    }
  }
  const unclear: { resource: string; name: string | undefined }[] = [];
  for (const namespace of stack.ofType("kubernetes:core/v1:Namespace")) {
    const zone = ifKnown(() => declaredZone(namespace));
    const name = ifKnown(() => namespace.props.metadata?.name);
    if (zone === unknown || name === unknown) {
      unclear.push({ resource: namespace.name, name: name === unknown ? undefined : name });
    } else if (zone && name) byName.set(name, { zone, declared: true });
  }
  return { byName, unclear };
});

/** The zone that a label or an annotation of a namespace names, with any key. */
function declaredZone({ props }: StackResource<"kubernetes:core/v1:Namespace">) {
  const { labels, annotations } = props.metadata ?? {};
  const values = [...Object.values(labels ?? {}), ...Object.values(annotations ?? {})];
  return values.find(isWavelengthZone);
}

/**
 * The Wavelength Zone of each workload by namespace, or "" for none. Shared namespaces are left out:
 * the default ones, and those with pods that tolerate taints, because other pods in them stay in
 * the Region.
 */
function workloadZones(stack: Stack): Map<string, string[]> {
  const byNamespace = new Map<string, string[]>();
  const shared = new Set<string>();
  for (const workload of workloadTypes.flatMap(
    (type) => stack.ofType(type) as StackResource<(typeof workloadTypes)[number]>[],
  )) {
    const place = ifKnown(() => {
      const { spec } = podsOf(workload);
      const zones = staysOutOfRegion(spec) ? namedWavelengthZones(spec) : [];
      return { name: namespaceOf(stack, workload), zones, tolerates: spec.tolerations?.length };
    });
    if (place === unknown) continue;
    const { name, zones, tolerates } = place;
    const isMixed = zones.length > 1 || (zones.length > 0 && tolerates);
    if (isMixed || /^(default|kube-.*)$/.test(name)) shared.add(name);
    byNamespace.set(name, [...(byNamespace.get(name) ?? []), zones[0] ?? ""]);
  }
  for (const name of shared) byNamespace.delete(name);
  return byNamespace;
}
