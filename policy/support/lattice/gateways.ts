import { latticeController } from "../../../model/lattice/names";
import type { ResourceType } from "../../frame/inputs";
import type { Resource, Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import { namespaceOf } from "../kubernetes/namespaces";

export const gatewayClassTypes = [
  "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
  "kubernetes:gateway.networking.k8s.io/v1beta1:GatewayClass",
] as const;

export const gatewayTypes = [
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
] as const;

export const routeTypes = [
  "kubernetes:gateway.networking.k8s.io/v1:GRPCRoute",
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
  "kubernetes:gateway.networking.k8s.io/v1:TLSRoute",
  "kubernetes:gateway.networking.k8s.io/v1alpha2:GRPCRoute",
  "kubernetes:gateway.networking.k8s.io/v1alpha2:TLSRoute",
  "kubernetes:gateway.networking.k8s.io/v1beta1:HTTPRoute",
] as const;

export type Gateway = StackResource<(typeof gatewayTypes)[number]>;
export type Route = StackResource<(typeof routeTypes)[number]>;

/** Whether a resource is a route of the Gateway API. */
export function isRoute<T extends ResourceType>(
  resource: StackResource<T>,
): resource is Extract<StackResource<T>, Route> {
  return routeTypes.some((type) => type === resource.type);
}

/** The resources of a stack of several types. */
export function ofTypes<T extends ResourceType>(
  stack: Stack,
  types: readonly T[],
): StackResource<T>[] {
  return types.flatMap((type): readonly StackResource<T>[] => stack.ofType(type));
}

/** Whether a resource is a class of Gateways. */
export function isGatewayClass<T extends ResourceType>(
  resource: Resource<T>,
): resource is Extract<Resource<T>, { type: (typeof gatewayClassTypes)[number] }> {
  return gatewayClassTypes.some((type) => type === resource.type);
}

/** Whether a class is for VPC Lattice, by the domain of its controller, which may be misspelt. */
export function isLatticeClass({ props }: Resource<(typeof gatewayClassTypes)[number]>): boolean {
  const [domain] = latticeController.name.split("/");
  return props.spec?.controllerName?.startsWith(`${domain}/`) ?? false;
}

/** The names of the classes for VPC Lattice: the usual name, and those in the stack. */
export const latticeClassNames = perStack((stack: Stack): ReadonlySet<string> => {
  const names = ofTypes(stack, gatewayClassTypes)
    .filter((each) => ifKnown(() => isLatticeClass(each)) === true)
    .map(({ props }) => ifKnown(() => props.metadata?.name));
  return new Set([
    latticeController.className,
    ...names.filter((name) => name !== unknown && name !== undefined),
  ]);
});

/**
 * The class that a Gateway names. If the name is unknown during preview, it is that of the
 * GatewayClass in the stack from which it was computed.
 *
 * @throws UnknownValueError if neither is known.
 */
export function classNameOf(stack: Stack, gateway: Gateway): string {
  const name = ifKnown(() => gateway.props.spec?.gatewayClassName);
  if (name !== unknown) return name ?? "";
  const sources = (gateway.propertyDependencies["spec"] ?? []).flatMap(
    (urn) => stack.byUrn(urn) ?? [],
  );
  const source = sources.find((each) => isGatewayClass(each));
  if (!source) throw new UnknownValueError("spec.gatewayClassName");
  return source.props.metadata?.name ?? "";
}

/**
 * Whether a route is for VPC Lattice, by the Gateways that it is attached to; undefined if these are
 * in another stack.
 *
 * @throws UnknownValueError if that is unknown during preview.
 */
export function isLatticeRoute(stack: Stack, route: Route): boolean | undefined {
  const home = () => namespaceOf(stack, route);
  const parents = (route.props.spec?.parentRefs ?? []).filter(
    ({ kind = "Gateway" }) => kind === "Gateway",
  );
  const gateways = parents.map(({ name, namespace }) =>
    ofTypes(stack, gatewayTypes).find(
      (gateway) =>
        gateway.props.metadata?.name === name &&
        namespaceOf(stack, gateway) === (namespace ?? home()),
    ),
  );
  const names = latticeClassNames(stack);
  if (gateways.some((each) => each && names.has(classNameOf(stack, each)))) {
    return true;
  }
  return gateways.every((each) => each !== undefined) ? false : undefined;
}
