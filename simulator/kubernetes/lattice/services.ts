import {
  latticeController,
  managedByTag,
  serviceNameAnnotation,
  tagsAnnotation,
} from "../../../model/lattice/names";
import { CloudError } from "../../errors";
import { all } from "../../aws/references";
import { serviceAssociationType } from "../../aws/vpclattice/service-networks";
import { listenerRuleType, listenerType, serviceType } from "../../aws/vpclattice/services";
import { service as serviceTarget } from "../../aws/vpclattice/reference-targets";
import type { Properties, Value } from "../../values";
import type { Entry } from "../../world";
import { annotation, idOf, nameOf, namespaceOf, textOf } from "../object";
import { ownerOf, put, type Wanted } from "./calls";
import type { Control } from "./control";
import { networkOf } from "./gateways";
import type { GatewayListener } from "./listeners";
import { matchOf } from "./matches";
import { targetGroupOf } from "./target-groups";
import { backendsOf, rulesOf } from "./terms";

const TAG = "application-networking.k8s.aws/";

/** What a route comes to at AWS. */
export interface DeployedRoute {
  service: Entry;
  /** Everything that it wants, by seed. */
  seeds: string[];
}

/** The owner of a route's things at AWS. */
export function routeOwner(control: Control, route: Properties): string {
  return ownerOf(control, textOf(route["kind"]), idOf(namespaceOf(route), nameOf(route) ?? ""));
}

/** The name of a route's VPC Lattice service. */
export function serviceNameOf(route: Properties): string {
  const cut = (text: string, length: number) => text.slice(0, length).replace(/^-+|-+$/g, "");
  const { routeNameLetters, routeNamespaceLetters } = latticeController;
  const name = cut(nameOf(route) ?? "", routeNameLetters);
  const namespace = cut(namespaceOf(route) ?? "", routeNamespaceLetters);
  return annotation(route, serviceNameAnnotation) ?? `${name}-${namespace}`;
}

/**
 * Makes a route's service at AWS: in the service network of its Gateway, with a listener for each
 * of the Gateway's that takes it, the rules, and a target group for each Service.
 *
 * @param authType `AWS_IAM` where an auth policy is attached to the route
 * @throws CloudError where AWS refuses something
 */
export function deployRoute(
  control: Control,
  route: Properties,
  gateway: string,
  listeners: readonly GatewayListener[],
  authType: "AWS_IAM" | "NONE",
): DeployedRoute {
  const owner = routeOwner(control, route);
  const tags = tagsOf(control, route);
  const seeds: string[] = [];
  const make = (wanted: Omit<Wanted, "owner">): Entry => {
    const entry = put(control, { ...wanted, owner });
    seeds.push(entry.seed ?? "");
    return entry;
  };
  const name = serviceNameOf(route);
  requireOwnName(control, owner, name);
  const service = make({ type: serviceType, part: "service", inputs: { name, authType, tags } });
  const network = networkOf(control, gateway);
  if (network) {
    const ends = { serviceIdentifier: service.id, serviceNetworkIdentifier: network.id };
    const part = `association ${network.id}`;
    make({ type: serviceAssociationType, part, inputs: { ...ends, tags } });
  }
  const actions = rulesOf(route).map((rule) => actionOf(control, route, rule, make));
  for (const { port, protocol } of listeners) {
    const listener = make({
      type: listenerType,
      part: `listener ${port} ${protocol}`,
      inputs: {
        name: `${name}-${port}-${protocol.toLowerCase()}`,
        ...{ serviceIdentifier: service.id, port, protocol, tags },
        defaultAction: { fixedResponse: { statusCode: 404 } },
      },
    });
    rulesOf(route).forEach((rule, index) => {
      make({
        type: listenerRuleType,
        part: `rule ${port} ${index + 1}`,
        inputs: {
          name: `k8s-rule-${index + 1}`,
          serviceIdentifier: service.id,
          listenerIdentifier: textOf(listener.outputs["listenerId"]),
          priority: index + 1,
          match: { httpMatch: matchOf(textOf(route["kind"]), rule) },
          action: actions[index]!,
          tags,
        },
      });
    });
  }
  return { service, seeds };
}

/** Where a rule sends requests: to the target groups of the Services that are there. */
function actionOf(
  control: Control,
  route: Properties,
  rule: Properties,
  make: (wanted: Omit<Wanted, "owner">) => Entry,
): Value {
  const targetGroups = backendsOf(route, rule).flatMap((backend) => {
    const group = targetGroupOf(control, route, backend, tagsOf(control, route));
    if (!group) return [];
    return { targetGroupIdentifier: make(group).id, weight: backend.weight };
  });
  if (targetGroups.length === 0) return { fixedResponse: { statusCode: 404 } };
  return { forward: { targetGroups } };
}

/** @throws CloudError ConflictException where a service of that name is somebody else's */
function requireOwnName(control: Control, owner: string, name: string): void {
  const taken = all(control.place, serviceTarget).find(({ outputs }) => outputs["name"] === name);
  if (!taken || taken.seed === `${owner} service`) return;
  throw new CloudError(
    "ConflictException",
    `service ${name} exists, and is not managed by ${control.owner}`,
  );
}

/** Tags of everything that the controller makes for an object. */
export function tagsOf({ owner }: Control, object: Properties): Record<string, string> {
  const added = (annotation(object, tagsAnnotation) ?? "")
    .split(",")
    .map((pair) => pair.split("="))
    .filter(([key]) => key !== undefined && key !== "")
    .map(([key = "", value = ""]) => [key.trim(), value.trim()]);
  return {
    ...(Object.fromEntries(added) as Record<string, string>),
    [managedByTag]: owner,
    [`${TAG}RouteName`]: nameOf(object) ?? "",
    [`${TAG}RouteNamespace`]: namespaceOf(object) ?? "",
  };
}
