import type { Stack } from "../../frame/resource";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import type { Route } from "./gateways";
import { namespaceOf } from "../kubernetes/namespaces";

/** A Service to which a route sends requests. */
export interface RoutedService {
  namespace: string;
  service: string;
}

/** The Services to which a route sends requests, each once. */
export function routedServices(stack: Stack, route: Route): RoutedService[] {
  const refs = (route.props.spec?.rules ?? []).flatMap(({ backendRefs = [] }) => backendRefs);
  const services = refs
    .filter(({ kind = "Service" }) => kind === "Service")
    .map(({ name = "", namespace }): [string, RoutedService] => {
      const home = namespace ?? namespaceOf(stack, route);
      return [`${home}/${name}`, { namespace: home, service: name }];
    });
  return [...new Map(services).values()];
}

/**
 * Whether the stack has a TargetGroupPolicy for a Service.
 *
 * @throws UnknownValueError if that is unknown during preview.
 */
export function hasTargetGroupPolicy(stack: Stack, { namespace, service }: RoutedService): boolean {
  const policies = stack
    .ofType("kubernetes:application-networking.k8s.aws/v1alpha1:TargetGroupPolicy")
    .map((policy) =>
      ifKnown(
        () =>
          policy.props.spec?.targetRef?.name === service &&
          namespaceOf(stack, policy) === namespace,
      ),
    );
  if (policies.includes(true)) return true;
  if (policies.includes(unknown)) throw new UnknownValueError("the target of a TargetGroupPolicy");
  return false;
}
