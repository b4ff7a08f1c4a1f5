import { isObject, type Properties, type Value } from "../../values";
import { namespaceOf, specOf, textOf } from "../object";
import type { KindName } from "../store";

const gateway = (kind: string): KindName => ({
  group: "gateway.networking.k8s.io",
  version: "v1",
  kind,
});
const own = (kind: string): KindName => ({
  group: "application-networking.k8s.aws",
  version: "v1alpha1",
  kind,
});

/** Kinds of objects that the VPC Lattice controller works on. */
export const GATEWAY_CLASS = gateway("GatewayClass");
export const GATEWAY = gateway("Gateway");
export const ROUTES: readonly KindName[] = [gateway("HTTPRoute"), gateway("GRPCRoute")];
export const TARGET_GROUP_POLICY = own("TargetGroupPolicy");
export const AUTH_POLICY = own("IAMAuthPolicy");
export const ACCESS_LOG_POLICY = own("AccessLogPolicy");
export const SERVICE: KindName = { group: "", version: "v1", kind: "Service" };

/** The objects in a list; none where it is no list. */
export function objectsOf(value: Value | undefined): Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A Gateway, or a part of it, that a route refers to. */
export interface Parent {
  name: string;
  namespace: string;
  /** Listeners by name and by port; all where neither is given. */
  sectionName?: string;
  port?: number;
  /** As the route has it. */
  reference: Properties;
}

export function parentsOf(route: Properties): Parent[] {
  return objectsOf(specOf(route)["parentRefs"]).map((reference) => {
    const { sectionName, port } = reference;
    return {
      name: textOf(reference["name"]),
      namespace: textOf(reference["namespace"]) || (namespaceOf(route) ?? "default"),
      ...(typeof sectionName === "string" && { sectionName }),
      ...(typeof port === "number" && { port }),
      reference,
    };
  });
}

/** A Service that a rule sends requests to. */
export interface BackendReference {
  kind: string;
  name: string;
  namespace: string;
  weight: number;
}

export function backendsOf(route: Properties, rule: Properties): BackendReference[] {
  return objectsOf(rule["backendRefs"]).map(({ kind, name, namespace, weight }) => ({
    kind: textOf(kind) || "Service",
    name: textOf(name),
    namespace: textOf(namespace) || (namespaceOf(route) ?? "default"),
    weight: typeof weight === "number" ? weight : 1,
  }));
}

export function rulesOf(route: Properties): Properties[] {
  return objectsOf(specOf(route)["rules"]);
}

/** What a policy is attached to. */
export interface PolicyTarget {
  group: string;
  kind: string;
  name: string;
  /** As the policy says it, if it does. */
  namespace?: string;
}

export function targetOf(policy: Properties): PolicyTarget {
  const { targetRef } = specOf(policy);
  const { group, kind, name, namespace } = isObject(targetRef) ? targetRef : {};
  return {
    group: textOf(group),
    kind: textOf(kind),
    name: textOf(name),
    ...(typeof namespace === "string" && { namespace }),
  };
}
