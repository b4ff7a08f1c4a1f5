import type { Stack, StackResource } from "../../frame/resource";
import { allTargets, perStack } from "../../frame/stack";
import { ifKnown, unknown } from "../../frame/unknown";
import { clusterSubnets } from "../clusters/subnets";
import { vpcKeyOf } from "../network/subnets";
import { type Direction, type Opening, openingsOf, openingTypes } from "./openings";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

type GroupResource = StackResource<(typeof openingTypes)[number]>;

/** The owner of a rule: a security group, or a cluster for the group that EKS creates. */
type Owner = StackResource<typeof groupType | "aws:eks/cluster:Cluster">;

/** An opening with its owners. */
export interface GroupOpening {
  opening: Opening;
  /** The owners in the stack; empty if the security group belongs to another stack. */
  owners: readonly Owner[];
}

/** The openings of all security groups of a stack. */
export interface GroupOpenings {
  openings: readonly GroupOpening[];
  /** The name of a resource whose ports are unknown during preview, if any. */
  unclear: string | undefined;
}

const collected = {
  ingress: perStack((stack: Stack) => collect(stack, "ingress")),
  egress: perStack((stack: Stack) => collect(stack, "egress")),
};

/** The openings of all security groups of a stack in a direction, inline or as resources. */
export function groupOpenings(stack: Stack, direction: Direction): GroupOpenings {
  return collected[direction](stack);
}

function collect(stack: Stack, direction: Direction): GroupOpenings {
  const openings: GroupOpening[] = [];
  let unclear: string | undefined;
  const resources = openingTypes.flatMap((type): readonly GroupResource[] => stack.ofType(type));
  for (const resource of resources) {
    const owners = ownersOf(stack, resource);
    const opened = ifKnown(() => openingsOf(resource, direction));
    if (opened === unknown) unclear = resource.name;
    else openings.push(...opened.map((opening) => ({ opening, owners })));
  }
  return { openings, unclear };
}

function ownersOf(stack: Stack, resource: GroupResource): Owner[] {
  if (resource.type === groupType) return [resource];
  const id = () => resource.props.securityGroupId;
  const groups = allTargets(stack.target(resource, "securityGroupId", groupType, id));
  const clusters = (resource.propertyDependencies["securityGroupId"] ?? [])
    .map((urn) => stack.byUrn(urn))
    .filter((each) => each?.type === "aws:eks/cluster:Cluster");
  return [...groups, ...clusters];
}

/** The keys of the VPCs in which an opening applies, see {@link vpcKeyOf}. */
export function vpcsOf(stack: Stack, { owners }: GroupOpening): string[] {
  return owners.flatMap((owner) =>
    owner.type === groupType
      ? [vpcKeyOf(stack, owner)]
      : allTargets(clusterSubnets(stack, owner)).map((subnet) => vpcKeyOf(stack, subnet)),
  );
}
