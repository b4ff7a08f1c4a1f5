import type { StackResource } from "../../frame/resource";
import { routeTypes, type Route } from "./gateways";

/** The resource types that distribute requests by weight. */
export const weightedTypes = [
  ...routeTypes,
  "aws:vpclattice/listener:Listener",
  "aws:vpclattice/listenerRule:ListenerRule",
] as const;

/** Targets among which requests are distributed. */
export interface WeightedTargets {
  /** The property: `spec.rules[0].backendRefs`. */
  path: string;
  weights: (number | undefined)[];
}

/** The weighted targets of a route, or of a listener or a rule of VPC Lattice. */
export function weightedTargets(
  resource: StackResource<(typeof weightedTypes)[number]>,
): WeightedTargets[] {
  if (resource.type === "aws:vpclattice/listenerRule:ListenerRule") {
    const { forward } = resource.props.action;
    return forward ? [targets("action.forward.targetGroups", forward.targetGroups)] : [];
  }
  if (resource.type === "aws:vpclattice/listener:Listener") {
    return (resource.props.defaultAction.forwards ?? []).map(({ targetGroups = [] }, at) =>
      targets(`defaultAction.forwards[${at}].targetGroups`, targetGroups),
    );
  }
  return ofRoute(resource);
}

function ofRoute({ props }: Route): WeightedTargets[] {
  return (props.spec?.rules ?? []).map(({ backendRefs = [] }, at) =>
    targets(`spec.rules[${at}].backendRefs`, backendRefs),
  );
}

function targets(path: string, list: readonly { weight?: number }[]): WeightedTargets {
  return { path, weights: list.map(({ weight }) => weight) };
}
