import { CloudError } from "../errors";
import { isObject, isUnknown, type Properties, type Value } from "../values";
import type { Kind } from "./catalog";
import { metadataOf, nameOf, specOf, withAnnotation, withMetadata } from "./object";
import { compareQuantities } from "./quantity";
import { allocate, type Allocation } from "./service-addresses";

/** What a new object, or one that changes, is prepared with. */
export interface Preparation extends Allocation {
  uid: Value;
}

/**
 * Does what the API server does with an object of a kind before it stores it: addresses for Services, selectors
 * for Jobs, encoded data of Secrets, defaults that are made at admission.
 *
 * Source: pkg/registry and plugin/pkg/admission of k8s.io/kubernetes.
 */
export function prepare(kind: Kind, object: Properties, preparation: Preparation): Properties {
  if (kind.custom) return object;
  return preparations[kind.kind]?.(object, preparation) ?? object;
}

const preparations: Readonly<
  Record<string, (object: Properties, preparation: Preparation) => Properties>
> = {
  Namespace: (object) => {
    const { labels, name } = metadataOf(object);
    const named = {
      ...(isObject(labels) ? labels : {}),
      "kubernetes.io/metadata.name": name ?? null,
    };
    return withSpec(withMetadata(object, { labels: named }), { finalizers: ["kubernetes"] });
  },
  Service: allocate,
  Secret: encodeTexts,
  Pod: (object) => ({ ...object, spec: completePod(specOf(object)) }),
  Job: selectByUid,
  DaemonSet: (object) => withAnnotation(object, "deprecated.daemonset.template.generation", "1"),
  Deployment: (object) => withAnnotation(object, "deployment.kubernetes.io/revision", "1"),
  StatefulSet: (object) => {
    const { volumeClaimTemplates } = specOf(object);
    if (!Array.isArray(volumeClaimTemplates)) return object;
    const typed = volumeClaimTemplates.map((claim) =>
      isObject(claim) ? { apiVersion: "v1", kind: "PersistentVolumeClaim", ...claim } : claim,
    );
    return withSpec(object, { volumeClaimTemplates: typed });
  },
  PersistentVolumeClaim: (object) => withFinalizer(object, "kubernetes.io/pvc-protection"),
  PersistentVolume: (object) => withFinalizer(object, "kubernetes.io/pv-protection"),
};

function withSpec(object: Properties, changes: Properties): Properties {
  return { ...object, spec: { ...specOf(object), ...changes } };
}

function withFinalizer(object: Properties, finalizer: string): Properties {
  const { finalizers } = metadataOf(object);
  const given = Array.isArray(finalizers) ? finalizers : [];
  return withMetadata(object, { finalizers: [...new Set([...given, finalizer])] });
}

/** Texts are a way to write data; what is stored is data. */
function encodeTexts(object: Properties): Properties {
  const { stringData, data, ...rest } = object;
  if (stringData === undefined) return object;
  return { ...rest, data: encoded(data, stringData) };
}

/** The data of a Secret, with texts encoded; unknown where any of it is. */
export function encoded(data: Value | undefined, texts: Value | undefined): Value {
  if (isUnknown(data) || isUnknown(texts)) return (isUnknown(data) ? data : texts) ?? {};
  const plain = Object.entries(isObject(texts) ? texts : {}).map(([key, text]) => [
    key,
    typeof text === "string" && !isUnknown(text) ? Buffer.from(text).toString("base64") : text,
  ]);
  return {
    ...(isObject(data) ? data : {}),
    ...(Object.fromEntries(plain) as Properties),
  };
}

const TOLERATED = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

function completePod(spec: Properties): Properties {
  const tolerations = Array.isArray(spec["tolerations"]) ? spec["tolerations"] : [];
  const keys = tolerations.map((each) => (isObject(each) ? each["key"] : undefined));
  const added = TOLERATED.filter((key) => !keys.includes(key)).map((key) => ({
    key,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: 300,
  }));
  return {
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: "PreemptLowerPriority",
    ...spec,
    tolerations: [...tolerations, ...added],
    ...containersOf(spec, "containers"),
    ...containersOf(spec, "initContainers"),
  };
}

function containersOf(spec: Properties, list: string): Properties {
  const containers = spec[list];
  if (!Array.isArray(containers)) return {};
  const complete = containers.map((container) =>
    isObject(container) ? completeContainer(container, spec["hostNetwork"] === true) : container,
  );
  return { [list]: complete };
}

/** What a container may use at most it asks for, unless it says less; on the host's network its ports are the host's. */
function completeContainer(container: Properties, onHost: boolean): Properties {
  const { resources, ports } = container;
  const { limits, requests } = isObject(resources) ? resources : {};
  return {
    ...container,
    ...(isObject(limits) && {
      resources: {
        ...(isObject(resources) ? resources : {}),
        requests: { ...limits, ...(isObject(requests) ? requests : {}) },
      },
    }),
    ...(onHost &&
      Array.isArray(ports) && {
        ports: ports.map((port) =>
          isObject(port) ? { hostPort: port["containerPort"] ?? 0, ...port } : port,
        ),
      }),
  };
}

/** A Job selects its pods by its own uid, unless it says that it selects by itself. */
function selectByUid(object: Properties, { uid }: Preparation): Properties {
  const spec = specOf(object);
  const { name } = metadataOf(object);
  if (spec["manualSelector"] === true) return object;
  const template = isObject(spec["template"]) ? spec["template"] : {};
  const { labels } = metadataOf(template);
  const own = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name ?? null,
    "controller-uid": uid,
    "job-name": name ?? null,
  };
  return withSpec(object, {
    selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } },
    template: withMetadata(template, { labels: { ...(isObject(labels) ? labels : {}), ...own } }),
  });
}

/** Refuses a claim that asks for less than it has. */
export function requireGrowth(before: Properties, after: Properties): void {
  const sizeOf = (claim: Properties): Value | undefined => {
    const { resources } = specOf(claim);
    const requests = isObject(resources) ? resources["requests"] : undefined;
    return isObject(requests) ? requests["storage"] : undefined;
  };
  const [old, wanted] = [sizeOf(before), sizeOf(after)];
  if (typeof old !== "string" || typeof wanted !== "string" || isUnknown(wanted)) return;
  if (compareQuantities(wanted, old) >= 0) return;
  throw new CloudError(
    "Invalid",
    `PersistentVolumeClaim "${nameOf(after)}" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity`,
  );
}
