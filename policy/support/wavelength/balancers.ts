import type { Stack, StackResource } from "../../frame/resource";
import { fieldOfEach, ifKnown, UnknownValueError } from "../../frame/unknown";
import { type AlbIngress, type ClassParams, has, type Ingress } from "../kubernetes/alb-ingresses";
import type { SubnetTargets } from "../network/subnets";
import { mayHaveWavelengthSubnets, wavelengthZoneOf } from "./zones";

type LoadBalancer = StackResource<
  "aws:lb/loadBalancer:LoadBalancer" | "aws:alb/loadBalancer:LoadBalancer"
>;

const subnetType = "aws:ec2/subnet:Subnet";

/** The zones in which a load balancer has network interfaces. */
export interface BalancerZones {
  /** The names of its Wavelength Zones, each once; for subnets of other stacks, their ids. */
  wavelength: string[];
  /** The names of its subnets in the Region. */
  region: string[];
  /** The ids of its subnets in other stacks whose zone is not configured. */
  outside: string[];
}

/**
 * The zones of a load balancer's subnets.
 *
 * @param elsewhere The ids of subnets in Wavelength Zones that other stacks create.
 * @throws UnknownValueError if they are unknown during preview and the result depends on them.
 */
export function balancerZones(
  stack: Stack,
  { found, possible, outside, unresolved }: SubnetTargets,
  elsewhere: readonly string[],
): BalancerZones {
  const zones = new Set([...found, ...possible].map(wavelengthZoneOf));
  const isEdge = mayHaveWavelengthSubnets(stack) || elsewhere.length > 0;
  if ((unresolved && isEdge) || (possible.length > 0 && zones.size > 1)) {
    throw new UnknownValueError("a subnet of this load balancer");
  }
  const named = [...zones].filter((zone) => zone !== undefined);
  return {
    wavelength: [...named, ...outside.filter((id) => elsewhere.includes(id))],
    region: found
      .filter((subnet) => wavelengthZoneOf(subnet) === undefined)
      .map(({ name }) => name),
    outside: outside.filter((id) => !elsewhere.includes(id)),
  };
}

/** The subnets that a load balancer or a class of Ingresses lists. */
export function ownSubnets(
  stack: Stack,
  resource: ClassParams | LoadBalancer,
): SubnetTargets | undefined {
  if (resource.type === "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams") {
    return stack.targets(resource, "spec", subnetType, () => resource.props.spec?.subnets?.ids);
  }
  const { props } = resource;
  if ((props.loadBalancerType ?? "application") !== "application") return undefined;
  return props.subnetMappings === undefined
    ? stack.targets(resource, "subnets", subnetType, () => props.subnets)
    : stack.targets(resource, "subnetMappings", subnetType, () =>
        fieldOfEach(props.subnetMappings, "subnetId"),
      );
}

/** The subnets that an Ingress or its class names, by ids or by their tag Name. */
export function ingressSubnets(
  stack: Stack,
  ingress: Ingress,
  alb: AlbIngress,
): SubnetTargets | undefined {
  if (!has(alb, "subnets")) {
    return alb.params?.props.spec?.subnets && ownSubnets(stack, alb.params);
  }
  const targets = stack.targets(ingress, "metadata", subnetType, () =>
    alb
      .annotation("subnets")
      ?.split(",")
      .map((part) => part.trim()),
  );
  const tagged = (name: string) =>
    stack.ofType(subnetType).filter(({ props }) => ifKnown(() => props.tags?.["Name"]) === name);
  return {
    ...targets,
    found: [...targets.found, ...targets.outside.flatMap(tagged)],
    outside: targets.outside.filter((name) => tagged(name).length === 0),
  };
}
