import { stableHex } from "../aws/identity";
import { isObject, type Properties, type Value } from "../values";
import type { Kind } from "./catalog";
import { metadataOf, nameOf, specOf, textOf } from "./object";

/** What controllers find when they are done: the local cloud's are done at once. */
export interface Surroundings {
  /** When the object came to be, as in its metadata. */
  now: string;
  /** Number of nodes in the cluster. */
  nodes: number;
  /** Names of the load balancers of a Service or Ingress; none while there are none. */
  balancers: readonly Properties[];
  /** Whether a claim has its volume. */
  isBound: boolean;
}

/** The status that an object comes to. */
export function statusOf(
  kind: Kind,
  object: Properties,
  surroundings: Surroundings,
): Properties | undefined {
  if (kind.custom) return undefined;
  return statuses[kind.kind]?.(object, surroundings);
}

type Status = (object: Properties, surroundings: Surroundings) => Properties;

const statuses: Readonly<Record<string, Status>> = {
  Namespace: () => ({ phase: "Active" }),
  Pod: (object, { now }) => ({
    phase: "Running",
    podIP: `100.64.${digits(object, 0)}.${digits(object, 2)}`,
    startTime: now,
    conditions: conditions(now, ["PodScheduled", "Initialized", "ContainersReady", "Ready"]),
  }),
  Deployment: (object, { now }) => {
    const replicas = replicasOf(object);
    return {
      observedGeneration: generationOf(object),
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      conditions: [
        condition(now, "Available", "MinimumReplicasAvailable"),
        condition(now, "Progressing", "NewReplicaSetAvailable"),
      ],
    };
  },
  ReplicaSet: replicated,
  ReplicationController: replicated,
  StatefulSet: (object) => {
    const revision = `${nameOf(object)}-${stableHex(uidOf(object), 10)}`;
    return {
      ...replicated(object),
      currentReplicas: replicasOf(object),
      updatedReplicas: replicasOf(object),
      currentRevision: revision,
      updateRevision: revision,
      collisionCount: 0,
    };
  },
  DaemonSet: (object, { nodes }) => ({
    observedGeneration: generationOf(object),
    currentNumberScheduled: nodes,
    desiredNumberScheduled: nodes,
    numberAvailable: nodes,
    numberMisscheduled: 0,
    numberReady: nodes,
    updatedNumberScheduled: nodes,
  }),
  Job: (object, { now }): Properties => {
    const { completions, suspend } = specOf(object);
    if (suspend === true) return { conditions: conditions(now, ["Suspended"]) };
    return {
      startTime: now,
      completionTime: now,
      succeeded: completions ?? 1,
      ready: 0,
      terminating: 0,
      uncountedTerminatedPods: {},
      conditions: conditions(now, ["SuccessCriteriaMet", "Complete"]),
    };
  },
  CronJob: () => ({}),
  Service: (_object, { balancers }) => ({ loadBalancer: balanced(balancers) }),
  Ingress: (_object, { balancers }) => ({ loadBalancer: balanced(balancers) }),
  PersistentVolumeClaim: (object, { isBound }): Properties => {
    const { accessModes = [], resources } = specOf(object);
    if (!isBound) return { phase: "Pending" };
    const capacity = (isObject(resources) ? resources["requests"] : undefined) ?? {};
    return { phase: "Bound", accessModes, capacity };
  },
  PersistentVolume: () => ({ phase: "Available" }),
  HorizontalPodAutoscaler: (object) => {
    const replicas = specOf(object)["minReplicas"] ?? 1;
    return { currentReplicas: replicas, desiredReplicas: replicas };
  },
  PodDisruptionBudget: (object) => ({
    observedGeneration: generationOf(object),
    disruptionsAllowed: 0,
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
  }),
  ResourceQuota: (object) => ({ hard: specOf(object)["hard"] ?? {} }),
  CustomResourceDefinition: (object, { now }) => {
    const { names, versions } = specOf(object);
    const stored = (Array.isArray(versions) ? versions.filter(isObject) : [])
      .filter(({ storage }) => storage === true)
      .map(({ name }) => name ?? "");
    return {
      acceptedNames: names ?? {},
      storedVersions: stored,
      conditions: [
        condition(now, "NamesAccepted", "NoConflicts"),
        condition(now, "Established", "InitialNamesAccepted"),
      ],
    };
  },
  APIService: (_object, { now }) => ({ conditions: [condition(now, "Available", "Passed")] }),
  ValidatingAdmissionPolicy: (object) => ({
    observedGeneration: generationOf(object),
    typeChecking: {},
  }),
};

function replicated(object: Properties): Properties {
  const replicas = replicasOf(object);
  return {
    observedGeneration: generationOf(object),
    replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  };
}

function balanced(balancers: readonly Properties[]): Properties {
  return balancers.length === 0 ? {} : { ingress: [...balancers] };
}

function conditions(now: string, types: readonly string[]): Value {
  return types.map((type) => ({ type, status: "True", lastTransitionTime: now }));
}

function condition(now: string, type: string, reason: string): Properties {
  return { type, status: "True", reason, lastTransitionTime: now };
}

function replicasOf(object: Properties): Value {
  return specOf(object)["replicas"] ?? 1;
}

function generationOf(object: Properties): Value {
  return metadataOf(object)["generation"] ?? 1;
}

function uidOf(object: Properties): string {
  return textOf(metadataOf(object)["uid"]);
}

/** A number from 0 to 255 made from the object's uid. */
function digits(object: Properties, at: number): number {
  return (
    parseInt(
      uidOf(object)
        .replaceAll("-", "")
        .slice(at, at + 2),
      16,
    ) || 1
  );
}
