import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isObject, isUnknown, type Properties, type Value } from "../values";
import { BY_HAND_FOLDER, type Catalog, type Kind } from "./catalog";
import { canonicalQuantity } from "./quantity";
import type { KubernetesSchema } from "./schema";

const FILE = join(BY_HAND_FOLDER, "defaults.yaml");

/** Fills in what depends on other fields of the same definition, after its fixed defaults. */
type Completion = (object: Properties) => void;

/** Fills in what the API server fills in, and writes quantities as it does. Gives a new object. */
export class Defaults {
  private fixed: Record<string, Properties> | undefined;

  constructor(private readonly catalog: Catalog) {}

  apply(kind: Kind, object: Properties): Properties {
    const whole = this.complete(kind.schema, structuredClone(object), "", true);
    return isObject(whole) ? whole : object;
  }

  private complete(given: KubernetesSchema, value: Value, struct: string, isRoot = false): Value {
    const { schema, definition } = this.catalog.resolve(given, struct);
    if (isUnknown(value)) return value;
    if (schema.format === "quantity") return canonicalQuantity(value as string | number);
    if (Array.isArray(value)) {
      return value.map((item) => this.complete(schema.items ?? {}, item, struct));
    }
    if (!isObject(value)) return value;
    if (definition) {
      fill(value, this.data[definition.replace("io.k8s.api.", "")] ?? {});
      completions[definition.replace("io.k8s.api.", "")]?.(value);
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (value[name] === undefined && property.default !== undefined) {
        value[name] = structuredClone(property.default) as Value;
      }
    }
    for (const [name, item] of Object.entries(value)) {
      const values = schema.additionalProperties;
      const property =
        this.catalog.property(schema, name, isRoot) ??
        (typeof values === "object" ? values : undefined);
      if (property) value[name] = this.complete(property, item, struct);
    }
    return value;
  }

  private get data(): Record<string, Properties> {
    this.fixed ??= parse(readFileSync(FILE, "utf8")) as Record<string, Properties>;
    return this.fixed;
  }
}

function fill(target: Properties, defaults: Properties): void {
  for (const [key, value] of Object.entries(defaults)) {
    const there = target[key];
    if (there === undefined || there === null) target[key] = structuredClone(value);
    else if (isObject(there) && isObject(value)) fill(there, value);
  }
}

const completions: Record<string, Completion> = {
  "core.v1.Volume": (volume) => {
    if (Object.keys(volume).every((name) => name === "name")) volume["emptyDir"] = {};
  },
  "core.v1.Container": (container) => {
    container["imagePullPolicy"] ??= pullPolicy(container["image"]);
  },
  "core.v1.PodSpec": (pod) => {
    if (pod["hostNetwork"] === true) publishPorts(pod);
    if (pod["serviceAccountName"] !== undefined) {
      pod["serviceAccount"] ??= pod["serviceAccountName"];
    }
  },
  "core.v1.ServicePort": (port) => {
    port["targetPort"] ||= port["port"] ?? 0;
  },
  "core.v1.ServiceSpec": (service) => {
    const { type } = service;
    if (type !== "ExternalName") service["internalTrafficPolicy"] ??= "Cluster";
    if (type === "LoadBalancer" || type === "NodePort")
      service["externalTrafficPolicy"] ??= "Cluster";
    if (type === "LoadBalancer") service["allocateLoadBalancerNodePorts"] ??= true;
    if (service["sessionAffinity"] === "ClientIP") {
      service["sessionAffinityConfig"] ??= { clientIP: { timeoutSeconds: 10_800 } };
    }
  },
  "core.v1.LimitRangeItem": (limit) => {
    if (limit["type"] !== "Container") return;
    const { max, min } = limit;
    fillIn(limit, "default", max);
    fillIn(limit, "defaultRequest", limit["default"]);
    fillIn(limit, "defaultRequest", min);
  },
  "core.v1.ReplicationController": labelsOfTemplate,
  "apps.v1.DeploymentStrategy": rollingUpdate,
  "apps.v1.DaemonSetUpdateStrategy": rollingUpdate,
  "apps.v1.StatefulSetUpdateStrategy": rollingUpdate,
  "batch.v1.Job": ({ spec }) => {
    if (!isObject(spec)) return;
    if (spec["completions"] === undefined && spec["parallelism"] === undefined)
      spec["completions"] = 1;
    spec["parallelism"] ??= 1;
    spec["podReplacementPolicy"] ??= spec["podFailurePolicy"] ? "Failed" : "TerminatingOrFailed";
  },
  "networking.v1.NetworkPolicySpec": (policy) => {
    policy["policyTypes"] ??= ["Ingress", ...(isSet(policy["egress"]) ? ["Egress"] : [])];
  },
  "rbac.v1.Subject": (subject) => {
    if (subject["kind"] === "User" || subject["kind"] === "Group") {
      subject["apiGroup"] ??= "rbac.authorization.k8s.io";
    }
  },
  "resource.v1.ExactDeviceRequest": (request) => {
    if (request["allocationMode"] === "ExactCount") request["count"] ??= 1;
  },
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames": (
    names,
  ) => {
    const { kind } = names;
    if (typeof kind !== "string") return;
    names["singular"] ??= kind.toLowerCase();
    names["listKind"] ??= `${kind}List`;
  },
};

/** `latest` may have changed since it was pulled; other tags and digests are taken to stay. */
function pullPolicy(image: Value | undefined): Value {
  if (typeof image !== "string" || isUnknown(image)) return image ?? "IfNotPresent";
  if (image.includes("@")) return "IfNotPresent";
  const tag = /:([\w.-]+)$/.exec(image)?.[1] ?? "latest";
  return tag === "latest" ? "Always" : "IfNotPresent";
}

function publishPorts(pod: Properties): void {
  for (const list of [pod["containers"], pod["initContainers"]]) {
    for (const container of Array.isArray(list) ? list : []) {
      const ports = isObject(container) ? container["ports"] : undefined;
      for (const port of Array.isArray(ports) ? ports : []) {
        if (isObject(port)) port["hostPort"] ??= port["containerPort"] ?? 0;
      }
    }
  }
}

function rollingUpdate(strategy: Properties): void {
  strategy["type"] ??= "RollingUpdate";
  if (strategy["type"] === "RollingUpdate") strategy["rollingUpdate"] ??= {};
}

/** Replication controllers, older than the rule that a selector must be given, take their template's labels. */
function labelsOfTemplate(controller: Properties): void {
  const { spec, metadata } = controller;
  const template = isObject(spec) ? spec["template"] : undefined;
  const of = isObject(template) ? template["metadata"] : undefined;
  const labels = isObject(of) ? of["labels"] : undefined;
  if (!isObject(labels) || !isObject(spec)) return;
  spec["selector"] ??= structuredClone(labels);
  if (isObject(metadata)) metadata["labels"] ??= structuredClone(labels);
}

function fillIn(limit: Properties, key: string, from: Value | undefined): void {
  if (!isObject(from)) return;
  const there = limit[key];
  limit[key] = { ...structuredClone(from), ...(isObject(there) ? there : {}) };
}

function isSet(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}
