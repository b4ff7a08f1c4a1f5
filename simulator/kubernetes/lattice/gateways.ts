import type { vpclattice } from "@pulumi/aws";
import { domainNameAnnotation, latticeController } from "../../../model/lattice/names";
import { all } from "../../aws/references";
import type { EntryOf } from "../../aws/resource";
import { serviceNetwork } from "../../aws/vpclattice/reference-targets";
import { text, type Properties } from "../../values";
import { annotation, nameOf, namespaceOf } from "../object";
import { conditionsOf, statusConditions } from "./conditions";
import { entriesOf, withFinalizer, type Control } from "./control";
import { kindsOf, listenersMeant, listenersOf, takes, type GatewayListener } from "./listeners";
import { objectsOf, parentsOf, ROUTES } from "./terms";

/** Keeps a Gateway until no route refers to it. */
export const GATEWAY_FINALIZER = "gateway.k8s.aws/resources";

/** A class with the status that its controller gives it. */
export function reconciledClass(gatewayClass: Properties): Properties {
  const accepted = { type: "Accepted", isTrue: true, reason: "Accepted", message: "Accepted" };
  const conditions = conditionsOf(gatewayClass, statusConditions(gatewayClass), [accepted]);
  return { ...gatewayClass, status: { conditions } };
}

/** A Gateway with the status that its controller gives it: it is programmed when its service network is there. */
export function reconciledGateway(control: Control, gateway: Properties): Properties {
  const network = networkOf(control, nameOf(gateway) ?? "");
  const conditions = conditionsOf(gateway, statusConditions(gateway), [
    { type: "Accepted", isTrue: true, reason: "Accepted", message: latticeController.name },
    network
      ? {
          ...{ type: "Programmed", isTrue: true, reason: "Programmed" },
          message: `aws-service-network-arn: ${text(network.outputs["arn"])}`,
        }
      : {
          ...{ type: "Programmed", isTrue: false, reason: "Pending" },
          message: "VPC Lattice Service Network not found",
        },
  ]);
  const routes = routesOf(control, gateway);
  const address = routes.flatMap((route) => annotation(route, domainNameAnnotation) ?? [])[0];
  return {
    ...withFinalizer(gateway, GATEWAY_FINALIZER),
    status: {
      addresses: address === undefined ? [] : [{ type: "Hostname", value: address }],
      conditions,
      listeners: listenersOf(gateway).map((listener) =>
        listenerStatus(control, gateway, listener, routes),
      ),
    },
  };
}

/** The service network that a Gateway stands for: by name, or by id. */
export function networkOf(
  { place }: Control,
  name: string,
): EntryOf<vpclattice.ServiceNetworkArgs> | undefined {
  return all(place, serviceNetwork).find(
    ({ id, outputs }) => outputs["name"] === name || id === name,
  );
}

/** The routes that refer to a Gateway. */
export function routesOf(control: Control, gateway: Properties): Properties[] {
  const [name, namespace] = [nameOf(gateway), namespaceOf(gateway)];
  return ROUTES.flatMap((kind) => entriesOf(control, kind))
    .map(({ outputs }) => outputs)
    .filter((route) =>
      parentsOf(route).some((parent) => parent.name === name && parent.namespace === namespace),
    );
}

function listenerStatus(
  control: Control,
  gateway: Properties,
  listener: GatewayListener,
  routes: readonly Properties[],
): Properties {
  const { status } = gateway;
  const known = objectsOf((status as Properties | undefined)?.["listeners"]).find(
    ({ name }) => name === listener.name,
  );
  const attached = routes.filter(
    (route) =>
      takes(control, gateway, listener, route) &&
      parentsOf(route).some((parent) =>
        listenersMeant(gateway, parent).some(({ name }) => name === listener.name),
      ),
  );
  return {
    name: listener.name,
    attachedRoutes: attached.length,
    supportedKinds: kindsOf(listener).map((kind) => ({ kind })),
    conditions: conditionsOf(
      gateway,
      known?.["conditions"],
      ["Accepted", "ResolvedRefs", "Programmed"].map((type) => ({
        type,
        isTrue: true,
        reason: type,
      })),
    ),
  };
}
