import type { Stack, StackResource } from "../../frame/resource";
import { fieldOfEach, ifKnown, UnknownValueError } from "../../frame/unknown";
import { type AlbIngress, type ClassParams, has, type Ingress } from "../kubernetes/alb-ingresses";
import type { SubnetTargets } from "../network/subnets";
import { mayHaveWavelengthSubnets, wavelengthZoneOf } from "./zones";

type LoadBalancer = StackResource<
  "aws:lb/loadBalancer:LoadBalancer" | "aws:alb/loadBalancer:LoadBalancer"
>;

const subnetType = "aws:ec2/subnet:Subnet";

/** Where a load balancer has its interfaces. */
export interface BalancerZones {
  /** Its Wavelength Zones by name, each once; a subnet of another stack by its id. */
  wavelength: string[];
  /** Names of its subnets in the Region. */
  region: string[];
  /** Ids of its subnets in other stacks whose zone nobody told. */
  outside: string[];
}

/**
 * The zones of a load balancer's subnets.
 *
 * @param elsewhere Ids of subnets in Wavelength Zones that other stacks made.
 * @throws UnknownValueError where they are not known during preview and could matter.
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

/** The subnets that a load balancer, or a class of Ingresses, is given. */
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

/** The subnets that an Ingress, or else its class, names: by ids, or by their tag Name. */
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
