import { isWithin, type Deployment, type Resource } from "./resources";

/** A resource of a component, with its dependent resources. */
export interface Piece {
  resource: Resource;
  parts: Resource[];
  /** URNs that it or its parts refer to. */
  refersTo: string[];
}

/**
 * The resources of a component. A resource whose type extends the name of a type that it refers to is a part
 * of that resource: a RolePolicyAttachment of a Role, a ListenerRule of a Listener. So are the routes of a
 * route table.
 */
export function piecesOf(deployment: Deployment, component: string): Piece[] {
  const own = [...deployment.values()].filter(
    ({ urn, custom }) => custom && isWithin(deployment, urn, component),
  );
  const wholes = new Map(own.map((resource) => [resource.urn, wholeOf(resource, own)]));
  const root = (urn: string): string => {
    const whole = wholes.get(urn);
    return whole === undefined ? urn : root(whole);
  };
  return own
    .filter(({ urn }) => root(urn) === urn)
    .map((resource) => {
      const parts = own.filter(({ urn }) => urn !== resource.urn && root(urn) === resource.urn);
      const targets = [resource, ...parts].flatMap(({ references }) =>
        references.map(({ to }) => root(to)),
      );
      return { resource, parts, refersTo: targets.filter((to) => to !== resource.urn) };
    });
}

/** The last part of a type token: `Subnet`. */
export function simpleName(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function wholeOf({ type, references }: Resource, own: readonly Resource[]): string | undefined {
  const targets = new Set(references.map(({ to }) => to));
  const [nearest] = own
    .filter((other) => targets.has(other.urn) && isPart(simpleName(type), simpleName(other.type)))
    .sort((a, b) => simpleName(b.type).length - simpleName(a.type).length);
  return nearest?.urn;
}

function isPart(name: string, whole: string): boolean {
  if (name === "Route" && whole === "RouteTable") return true;
  // A VpcEndpoint is in a VPC but not a part of it.
  return whole !== "Vpc" && name !== whole && name.startsWith(whole);
}
