import { domainNameAnnotation, latticeController } from "../../../model/lattice/names";
import { isObject, type Properties } from "../../values";
import type { Entry } from "../../world";
import { idOf, textOf, withAnnotation } from "../object";
import { conditionsOf, type Finding } from "./conditions";
import { withFinalizer, type Control } from "./control";
import { listenersMeant, takes, type GatewayListener } from "./listeners";
import { backendsOf, objectsOf, parentsOf, rulesOf, SERVICE, type Parent } from "./terms";

/** Annotation in which the controller tells a route's service. */
const SERVICE_ARN = "application-networking.k8s.aws/lattice-service-arn";

/** Keeps a route until its service is gone. */
export function routeFinalizer(kind: string): string {
  return `${kind.toLowerCase()}.k8s.aws/resources`;
}

/** The listeners of a Gateway that take a route. */
export function acceptingListeners(
  control: Control,
  route: Properties,
  gateway: Properties,
): GatewayListener[] {
  const taken = parentsOf(route).flatMap((parent) =>
    listenersMeant(gateway, parent).filter((one) => takes(control, gateway, one, route)),
  );
  return taken.filter(
    ({ name }, index) => taken.findIndex((other) => other.name === name) === index,
  );
}

/**
 * A route with what the controller says of each of its parents.
 *
 * @param conflict why another one has the name of its service
 */
export function withRouteStatus(
  control: Control,
  route: Properties,
  gateway: Properties,
  conflict: string | undefined,
): Properties {
  const { status, kind } = route;
  const known = objectsOf(isObject(status) ? status["parents"] : undefined);
  const resolved = resolvedRefs(control, route);
  const parents = parentsOf(route).map((parent, index) => ({
    parentRef: parent.reference,
    controllerName: latticeController.name,
    conditions: conditionsOf(route, known[index]?.["conditions"], [
      conflict === undefined
        ? accepted(control, route, gateway, parent)
        : { type: "Accepted", isTrue: false, reason: "Conflicted", message: conflict },
      resolved,
    ]),
  }));
  return { ...withFinalizer(route, routeFinalizer(textOf(kind))), status: { parents } };
}

/** A route with the service that it became. */
export function withService(route: Properties, { outputs }: Entry): Properties {
  const [entry] = objectsOf(outputs["dnsEntries"]);
  const annotated = withAnnotation(route, SERVICE_ARN, textOf(outputs["arn"]));
  return withAnnotation(annotated, domainNameAnnotation, textOf(entry?.["domainName"]));
}

function accepted(
  control: Control,
  route: Properties,
  gateway: Properties,
  parent: Parent,
): Finding {
  const meant = listenersMeant(gateway, parent);
  if (meant.length === 0) {
    return { type: "Accepted", isTrue: false, reason: "NoMatchingParent" };
  }
  if (meant.some((listener) => takes(control, gateway, listener, route))) {
    return { type: "Accepted", isTrue: true, reason: "Accepted" };
  }
  return {
    ...{ type: "Accepted", isTrue: false, reason: "NotAllowedByListeners" },
    message:
      "No matching listeners allow this route. Check Gateway listener allowedRoutes policies",
  };
}

/** Whether the Services are there. The controller takes no notice of ReferenceGrants. */
function resolvedRefs({ store, cluster }: Control, route: Properties): Finding {
  const type = "ResolvedRefs";
  const backends = rulesOf(route).flatMap((rule) => backendsOf(route, rule));
  for (const { kind, name, namespace } of backends) {
    if (kind !== "Service") return { type, isTrue: false, reason: "InvalidKind", message: kind };
    if (!store.find(cluster, SERVICE, idOf(namespace, name))) {
      const message = `backendRef name: ${name}`;
      return { type, isTrue: false, reason: "BackendNotFound", message };
    }
  }
  return { type, isTrue: true, reason: type };
}
