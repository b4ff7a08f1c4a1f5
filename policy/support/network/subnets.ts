import type { Stack, StackResource, Targets } from "../../frame/resource";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";

export type Subnet = StackResource<"aws:ec2/subnet:Subnet">;

/** The subnets that a property refers to. */
export type SubnetTargets = Targets<"aws:ec2/subnet:Subnet">;

/** A resource with a `vpcId`. */
type InVpc = StackResource<
  | "aws:ec2/subnet:Subnet"
  | "aws:ec2/vpcEndpoint:VpcEndpoint"
  | "aws:ec2/flowLog:FlowLog"
  | "aws:ec2/securityGroup:SecurityGroup"
>;

/** The VPC of a resource. */
export function vpcOf(stack: Stack, resource: InVpc): Targets<"aws:ec2/vpc:Vpc"> {
  return stack.target(resource, "vpcId", "aws:ec2/vpc:Vpc", () => resource.props.vpcId);
}

/**
 * The key of a resource's VPC: the URN of a VPC of the stack, the id of another VPC, or `default` if
 * the resource names none.
 *
 * @throws UnknownValueError if it is unknown during preview.
 */
export function vpcKeyOf(stack: Stack, resource: InVpc): string {
  const { found, outside, possible, unresolved } = vpcOf(stack, resource);
  if (unresolved || possible.length > 0) {
    throw new UnknownValueError(`the VPC of ${resource.name}`);
  }
  return found[0]?.urn ?? outside[0] ?? "default";
}

/** The name or id of a subnet's zone, or {@link unknown} if AWS has not chosen it yet. */
export function zoneOf({ props }: Subnet): string | typeof unknown {
  const zone = ifKnown(() => props.availabilityZone);
  const id = ifKnown(() => props.availabilityZoneId);
  if (typeof zone === "string") return zone;
  return typeof id === "string" ? id : unknown;
}
