import { InputError } from "../errors";
import { findZone } from "../network/zones";

/** Label by which Kubernetes knows the zone of a node: the cloud provider sets it. */
export const zoneTopologyKey = "topology.kubernetes.io/zone";

/**
 * Key of three things that belong together: the taint of a Wavelength Zone's nodes, their label,
 * and the label of the namespace whose workloads run there. The value is the zone's name.
 */
export const wavelengthZoneKey = "eks-scenarios/wavelength-zone";

/** The taint of a Wavelength Zone's nodes, as the kubelet reads it. */
export function zoneTaint(zone: string): string {
  return `${wavelengthZoneKey}=${zone}:NoSchedule`;
}

/** A pod specification, as far as it decides where pods run; everything else is kept as it is. */
export interface PodSpec {
  nodeSelector?: Readonly<Record<string, string>>;
  affinity?: { nodeAffinity?: NodeAffinity; [other: string]: unknown };
  tolerations?: readonly Toleration[];
  [other: string]: unknown;
}

interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: readonly Term[] };
  [other: string]: unknown;
}

interface Term {
  matchExpressions?: readonly Requirement[];
  [other: string]: unknown;
}

interface Requirement {
  key: string;
  operator: string;
  values?: readonly string[];
}

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  [other: string]: unknown;
}

/**
 * Binds pods to a Wavelength Zone: they run on its nodes, whose taint they tolerate, and nowhere
 * else. Binding them twice is binding them once.
 *
 * @param argument Name of the workload, for the error.
 * @throws InputError for pods that name another zone: Wavelength Zones of one VPC cannot reach each
 * other, so a workload never spans two.
 */
export function placeInZone(spec: PodSpec, zone: string, argument: string): PodSpec {
  const other = zonesNamed(spec).find((name) => name !== zone);
  if (other !== undefined) {
    const isEdge = findZone(other)?.kind === "wavelength";
    throw new InputError({
      argument,
      value: other,
      rule: `is where its pods would run too, beside ${zone}: ${
        isEdge
          ? "a workload cannot span two Wavelength Zones, which do not reach each other"
          : "workloads of this namespace stay in their Wavelength Zone"
      }`,
      fix: isEdge
        ? "Deploy it once per zone, each in the zone's own namespace."
        : "Leave the zone out, or deploy it in a namespace of the Region.",
    });
  }
  const { affinity = {}, tolerations = [] } = spec;
  const { nodeAffinity = {} } = affinity;
  const required = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  return {
    ...spec,
    affinity: {
      ...affinity,
      nodeAffinity: {
        ...nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: {
          ...required,
          // Terms are alternatives: each of them has to name the zone.
          nodeSelectorTerms: (required?.nodeSelectorTerms ?? [{}]).map((term) => bound(term, zone)),
        },
      },
    },
    tolerations: tolerations.some(({ key }) => key === wavelengthZoneKey)
      ? tolerations
      : [
          ...tolerations,
          { key: wavelengthZoneKey, operator: "Equal", value: zone, effect: "NoSchedule" },
        ],
  };
}

function bound(term: Term, zone: string): Term {
  const others = (term.matchExpressions ?? []).filter(({ key }) => key !== zoneTopologyKey);
  return {
    ...term,
    matchExpressions: [...others, { key: zoneTopologyKey, operator: "In", values: [zone] }],
  };
}

/** The zones that pods ask for by node selector, required node affinity or toleration. */
function zonesNamed({ nodeSelector = {}, affinity, tolerations = [] }: PodSpec): string[] {
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return [
    nodeSelector[zoneTopologyKey],
    ...terms
      .flatMap(({ matchExpressions = [] }) => matchExpressions)
      .filter(({ key, operator }) => key === zoneTopologyKey && operator === "In")
      .flatMap(({ values = [] }) => values),
    ...tolerations.filter(({ key }) => key === wavelengthZoneKey).map(({ value }) => value),
  ].filter((name) => name !== undefined);
}

/** Where objects of a kind keep the specification of their pods, from the object's root. */
const podSpecPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  Deployment: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  ReplicaSet: ["spec", "template", "spec"],
  ReplicationController: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

/** The way to the pod specification of a kind's objects; undefined for kinds that run no pods. */
export function podSpecPath(kind: string): readonly string[] | undefined {
  return podSpecPaths[kind];
}
