import { InputError } from "../errors";
import { findZone } from "../network/zones";

/** Label with the zone of a node, which the cloud provider sets. */
export const zoneTopologyKey = "topology.kubernetes.io/zone";

/**
 * Key of the taint of a Wavelength Zone's nodes, of their label,
 * and of the label of the namespace whose workloads run there. The value is the zone's name.
 */
export const wavelengthZoneKey = "eks-scenarios/wavelength-zone";

/** The taint of a Wavelength Zone's nodes in the kubelet's format. */
export function zoneTaint(zone: string): string {
  return `${wavelengthZoneKey}=${zone}:NoSchedule`;
}

/** The parts of a pod specification that determine where pods run; all other parts are kept unchanged. */
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
 * else. The function is idempotent.
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
          // Terms are alternatives, so each of them must name the zone.
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

/** The zones that pods name by node selector, required node affinity or toleration. */
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

/** The path of the pod specification in objects of a kind. */
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

/** The path of the pod specification in objects of a kind; undefined for kinds without pods. */
export function podSpecPath(kind: string): readonly string[] | undefined {
  return podSpecPaths[kind];
}
