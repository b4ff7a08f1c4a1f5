import { portsOfSubnet } from "../../../model/custom-routing/ports";
import { isCidr, parseCidr } from "../../../model/network/cidr";
import type { Stack, StackResource } from "../../frame/resource";
import { allTargets, perStack } from "../../frame/stack";
import { fieldOfEach, UnknownValueError } from "../../frame/unknown";
import { type Subnet, vpcKeyOf } from "../network/subnets";

export const endpointGroupType =
  "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup";
export const listenerType = "aws:globalaccelerator/customRoutingListener:CustomRoutingListener";

export type EndpointGroup = StackResource<typeof endpointGroupType>;
type Listener = StackResource<typeof listenerType>;

/** The subnets that clients of an endpoint group are routed to. */
export interface EndpointSubnets {
  found: Subnet[];
  /** Subnets of which the group has some. Only during preview. */
  possible: Subnet[];
  /** The ids of subnets in other stacks. */
  outside: string[];
  /** Whether the group has further subnets that are unknown. */
  unresolved: boolean;
}

/**
 * The subnets of an endpoint group: those that it lists, and those that something else in the stack
 * adds to it (a dynamic resource or a command, because the provider has no resource for it).
 */
export function endpointSubnets(stack: Stack, group: EndpointGroup): EndpointSubnets {
  const listed = stack.targets(
    group,
    "endpointConfigurations",
    "aws:ec2/subnet:Subnet",
    () => fieldOfEach(group.props.endpointConfigurations, "endpointId") as string[],
  );
  const added = addedSubnets(stack).get(group.urn) ?? [];
  return { ...listed, found: [...new Set([...listed.found, ...added])] };
}

/** The types of resources that call the API of AWS themselves. */
const callerTypes = /^(pulumi-\w+:dynamic|command:)/;

/** The subnets that callers use together with an endpoint group, by its URN. */
const addedSubnets = perStack((stack: Stack) => {
  const added = new Map<string, Subnet[]>();
  for (const resource of stack.resources.filter(({ type }) => callerTypes.test(type))) {
    const used = Object.values(resource.propertyDependencies)
      .flat()
      .map((urn) => stack.byUrn(urn));
    const subnets = used.filter((each) => each?.type === "aws:ec2/subnet:Subnet");
    for (const group of used.filter((each) => each?.type === endpointGroupType)) {
      if (group) added.set(group.urn, [...(added.get(group.urn) ?? []), ...subnets]);
    }
  }
  return added;
});

/** The endpoint groups of a listener. */
export function groupsOf(stack: Stack, listener: Listener): EndpointGroup[] {
  return stack.ofType(endpointGroupType).filter((group) => {
    const arn = () => group.props.listenerArn;
    const { found, possible, unresolved } = stack.target(group, "listenerArn", listenerType, arn);
    if (unresolved) throw new UnknownValueError(`the listener of ${group.name}`);
    return [...found, ...possible].some(({ urn }) => urn === listener.urn);
  });
}

/**
 * The prefix length of a subnet's IPv4 block, undefined if it has none.
 *
 * @throws UnknownValueError if it is unknown during preview.
 */
export function prefixOf({ props }: Subnet): number | undefined {
  const { cidrBlock, ipv4NetmaskLength } = props;
  if (cidrBlock === undefined) return ipv4NetmaskLength;
  return isCidr(cidrBlock) ? parseCidr(cidrBlock).prefix : undefined;
}

/** The number of listener ports that subnets of an endpoint group need. */
export function portsNeeded(group: EndpointGroup, subnets: readonly Subnet[]): number {
  const destinations = group.props.destinationConfigurations.map(
    ({ fromPort, toPort, protocols }) => ({
      fromPort,
      toPort,
      protocols: protocols as ("TCP" | "UDP")[],
    }),
  );
  return subnets
    .map(prefixOf)
    .map((prefix) => (prefix === undefined ? 0 : portsOfSubnet(prefix, destinations)))
    .reduce((sum, ports) => sum + ports, 0);
}

/**
 * The keys of the VPCs to which an endpoint group routes clients, see {@link vpcKeyOf}.
 *
 * @throws UnknownValueError if they are unknown during preview.
 */
export function endpointVpcs(stack: Stack, group: EndpointGroup): string[] {
  const subnets = endpointSubnets(stack, group);
  if (subnets.unresolved) throw new UnknownValueError("a subnet of this endpoint group");
  return [...new Set(allTargets(subnets).map((subnet) => vpcKeyOf(stack, subnet)))];
}
