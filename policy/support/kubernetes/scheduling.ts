/** The parts of a pod's specification that decide on which nodes it may run. */
export interface Scheduling {
  nodeSelector?: Readonly<Record<string, string>> | undefined;
  affinity?:
    | {
        nodeAffinity?: {
          requiredDuringSchedulingIgnoredDuringExecution?: {
            nodeSelectorTerms?: readonly SelectorTerm[];
          };
        };
        podAntiAffinity?: {
          requiredDuringSchedulingIgnoredDuringExecution?: readonly { topologyKey?: string }[];
        };
      }
    | undefined;
  topologySpreadConstraints?:
    readonly { topologyKey?: string; whenUnsatisfiable?: string }[] | undefined;
}

interface SelectorTerm {
  matchExpressions?: readonly Requirement[];
}

interface Requirement {
  key: string;
  operator: string;
  values?: readonly string[];
}

/** A node with the properties that node selectors use. */
export interface SchedulableNode {
  zone: string;
  /** The labels with which it registers. Reading them can throw UnknownValueError. */
  labels(): Readonly<Record<string, string>>;
}

const zoneKeys = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];

/** The label keys whose values nodes in a zone share with nodes of the parent Region. */
const sharedKeys =
  /^(beta\.)?kubernetes\.io\/|^(topology|failure-domain\.beta)\.kubernetes\.io\/region$|^node\.kubernetes\.io\/instance-type$/;

/**
 * Whether a pod can run on none of the nodes. A label that a node is not known to have counts as
 * absent.
 *
 * Semantics: Kubernetes, "Assigning Pods to Nodes". Preferences do not count.
 */
export function avoids(pod: Scheduling, nodes: readonly SchedulableNode[]): boolean {
  const selected = Object.entries(pod.nodeSelector ?? {}).map(([key, value]): Requirement => ({
    key,
    operator: "In",
    values: [value],
  }));
  const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = required?.nodeSelectorTerms ?? [{}];
  return terms.every(({ matchExpressions = [] }) =>
    nodes.every((node) =>
      [...selected, ...matchExpressions].some((requirement) => !accepts(requirement, node)),
    ),
  );
}

function accepts({ key, operator, values = [] }: Requirement, node: SchedulableNode): boolean {
  if (sharedKeys.test(key)) return true;
  const value = zoneKeys.includes(key) ? node.zone : node.labels()[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return true; // Gt and Lt compare numbers, which none of these labels is.
  }
}

/** Whether two replicas of a pod can never share a node. */
export function spreadsOverNodes({ affinity, topologySpreadConstraints }: Scheduling): boolean {
  const apart = affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const spread = (topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable !== "ScheduleAnyway",
  );
  return [...apart, ...spread].some(({ topologyKey }) => topologyKey === "kubernetes.io/hostname");
}
