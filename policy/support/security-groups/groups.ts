import type { Stack, StackResource } from "../../frame/resource";
import { allTargets, perStack } from "../../frame/stack";
import { ifKnown, unknown } from "../../frame/unknown";
import { clusterSubnets } from "../clusters/subnets";
import { vpcKeyOf } from "../network/subnets";
import { type Direction, type Opening, openingsOf, openingTypes } from "./openings";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

type GroupResource = StackResource<(typeof openingTypes)[number]>;

/** What a rule of a security group is for: the group, or the cluster whose own group it is. */
type Owner = StackResource<typeof groupType | "aws:eks/cluster:Cluster">;

/** Ports that a security group opens. */
export interface GroupOpening {
  opening: Opening;
  /** The group, or the cluster whose own group it is; none where it is another stack's. */
  owners: readonly Owner[];
}

/** What the security groups of a stack open. */
export interface GroupOpenings {
  openings: readonly GroupOpening[];
  /** Name of a resource whose ports are not known during preview, if there is one. */
  unclear: string | undefined;
}

const collected = {
  ingress: perStack((stack: Stack) => collect(stack, "ingress")),
  egress: perStack((stack: Stack) => collect(stack, "egress")),
};

/** What the security groups of a stack open in a direction, by rules within and beside them. */
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

/** The VPCs that something opens ports in, as {@link vpcKeyOf} tells them. */
export function vpcsOf(stack: Stack, { owners }: GroupOpening): string[] {
  return owners.flatMap((owner) =>
    owner.type === groupType
      ? [vpcKeyOf(stack, owner)]
      : allTargets(clusterSubnets(stack, owner)).map((subnet) => vpcKeyOf(stack, subnet)),
  );
}
