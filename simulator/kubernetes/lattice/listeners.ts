import { isObject, type Properties, type Value } from "../../values";
import { metadataOf, namespaceOf, specOf, textOf } from "../object";
import { NAMESPACE } from "../store";
import type { Control } from "./control";
import { objectsOf, type Parent } from "./terms";

/** A listener of a Gateway. */
export interface GatewayListener {
  name: string;
  protocol: string;
  port: number;
  object: Properties;
}

export function listenersOf(gateway: Properties): GatewayListener[] {
  return objectsOf(specOf(gateway)["listeners"]).map((object) => ({
    name: textOf(object["name"]),
    protocol: textOf(object["protocol"]),
    port: Number(object["port"]),
    object,
  }));
}

/** Kinds of routes by protocol; those that a listener itself names are fewer. */
const kindsByProtocol: Readonly<Record<string, readonly string[]>> = {
  HTTP: ["HTTPRoute"],
  HTTPS: ["HTTPRoute", "GRPCRoute"],
};

/** Kinds of routes that a listener serves. */
export function kindsOf({ protocol, object }: GatewayListener): string[] {
  const possible = kindsByProtocol[protocol] ?? [];
  const named = objectsOf(allowed(object)["kinds"]).map(({ kind }) => textOf(kind));
  return named.length === 0 ? [...possible] : named.filter((kind) => possible.includes(kind));
}

/** The listeners that a route's reference to a Gateway means, whether or not they take the route. */
export function listenersMeant(
  gateway: Properties,
  { sectionName, port }: Parent,
): GatewayListener[] {
  return listenersOf(gateway).filter(
    (listener) =>
      (sectionName === undefined || listener.name === sectionName) &&
      (port === undefined || listener.port === port),
  );
}

/** Whether a listener takes a route: by kind, and by the namespace that the route is in. */
export function takes(
  { store, cluster }: Control,
  gateway: Properties,
  listener: GatewayListener,
  route: Properties,
): boolean {
  if (!kindsOf(listener).includes(textOf(route["kind"]))) return false;
  const { namespaces } = allowed(listener.object);
  const { from, selector } = isObject(namespaces) ? namespaces : {};
  if (from === "All") return true;
  const home = namespaceOf(route) ?? "default";
  if (from !== "Selector") return home === namespaceOf(gateway);
  const namespace = store.find(cluster, NAMESPACE, home);
  return namespace !== undefined && matches(selector, metadataOf(namespace)["labels"]);
}

function allowed({ allowedRoutes }: Properties): Properties {
  return isObject(allowedRoutes) ? allowedRoutes : {};
}

/** Whether labels are what a label selector wants. */
export function matches(selector: Value | undefined, labels: Value | undefined): boolean {
  const wanted = isObject(selector) ? selector : {};
  const given = isObject(labels) ? labels : {};
  const { matchLabels } = wanted;
  const equal = Object.entries(isObject(matchLabels) ? matchLabels : {}).every(
    ([key, value]) => given[key] === value,
  );
  return equal && objectsOf(wanted["matchExpressions"]).every((each) => holds(each, given));
}

function holds({ key, operator, values }: Properties, labels: Properties): boolean {
  const label = labels[textOf(key)];
  const listed = Array.isArray(values) && label !== undefined && values.includes(label);
  if (operator === "In") return listed;
  if (operator === "NotIn") return !listed;
  return (operator === "Exists") === (label !== undefined);
}
