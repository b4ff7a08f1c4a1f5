import { Type } from "@sinclair/typebox";
import type { Resource, Stack, StackResource } from "../../frame/resource";
import { property } from "../../frame/config-schema";
import { ifKnown, partlyKnown, unknown } from "../../frame/unknown";
import type { Subnet, SubnetTargets } from "../network/subnets";
import { type Launcher, launchersByUrn } from "../nodes/launches";
import { isWavelengthZone, mayHaveWavelengthSubnets, wavelengthZoneOf } from "./zones";

/** Where something is launched, as far as Wavelength Zones go. */
export interface Placement {
  /** Wavelength Zones that it is launched in for certain. */
  zones: readonly string[];
  /** Whether others are possible, by subnets that are not known or cannot be told apart yet. */
  unsure: boolean;
}

/** The configuration of rules that need to know of Wavelength subnets of other stacks. */
export const wavelengthSubnetsElsewhere = property(Type.Array(Type.String()), {
  default: [],
  description: "ids of subnets in Wavelength Zones that another stack made",
});

/**
 * The Wavelength Zones that subnets come to. Unknown ids leave it unsure only where they can turn
 * out to be of a zone: of a subnet of this stack, or of one in `elsewhere`.
 *
 * @param elsewhere Ids of subnets in Wavelength Zones that other stacks made.
 */
export function placementOf(
  stack: Stack,
  { found, possible, outside, unresolved }: SubnetTargets,
  elsewhere: readonly string[],
): Placement {
  const zones = found.map(zoneOrUnknown);
  const possibleZones = possible.map(zoneOrUnknown);
  const allPossible = possibleZones.length > 0 && possibleZones.every(isText);
  return {
    zones: [
      ...zones.filter(isText),
      ...(allPossible ? possibleZones : []),
      ...outside.filter((id) => elsewhere.includes(id)),
    ],
    unsure:
      (unresolved && (elsewhere.length > 0 || mayHaveWavelengthSubnets(stack))) ||
      zones.includes(unknown) ||
      (!allPossible && possibleZones.some((zone) => zone !== undefined)),
  };
}

const zoneOrUnknown = (subnet: Subnet) => ifKnown(() => wavelengthZoneOf(subnet));
const isText = (zone: string | undefined | typeof unknown) => typeof zone === "string";

/** Where an Auto Scaling group or an instance is launched, by its subnets or its zones. */
export function placementOfLauncher(
  stack: Stack,
  launcher: Launcher,
  elsewhere: readonly string[],
): Placement {
  const subnet = "aws:ec2/subnet:Subnet";
  if (launcher.type === "aws:ec2/instance:Instance") {
    const targets = stack.target(launcher, "subnetId", subnet, () => launcher.props.subnetId);
    return withZones(placementOf(stack, targets, elsewhere), () => [
      launcher.props.availabilityZone,
    ]);
  }
  const targets = stack.targets(
    launcher,
    "vpcZoneIdentifiers",
    subnet,
    () => launcher.props.vpcZoneIdentifiers,
  );
  return withZones(placementOf(stack, targets, elsewhere), () => launcher.props.availabilityZones);
}

function withZones(
  placement: Placement,
  read: () => readonly (string | undefined)[] | undefined,
): Placement {
  const named = partlyKnown(read).known.filter(isWavelengthZone).filter(isText);
  return { ...placement, zones: [...placement.zones, ...named] };
}

type Placed =
  | "aws:ec2/launchTemplate:LaunchTemplate"
  | "aws:ec2/launchConfiguration:LaunchConfiguration"
  | "aws:ec2/instance:Instance"
  | "aws:ebs/volume:Volume"
  | "kubernetes:storage.k8s.io/v1:StorageClass";

const zoneKeys = ["topology.kubernetes.io/zone", "topology.ebs.csi.aws.com/zone"];

/** The zones that a resource names itself. */
export function namedZones(resource: Resource<Placed>): (string | undefined)[] {
  switch (resource.type) {
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return [resource.props.placement?.availabilityZone];
    case "aws:ec2/instance:Instance":
    case "aws:ebs/volume:Volume":
      return [resource.props.availabilityZone];
    case "kubernetes:storage.k8s.io/v1:StorageClass":
      return (resource.props.allowedTopologies ?? [])
        .flatMap(({ matchLabelExpressions }) => matchLabelExpressions ?? [])
        .filter(({ key }) => zoneKeys.includes(key))
        .flatMap(({ values }) => values);
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
      return [];
  }
}

/** Where the stack launches what the resource describes. */
export function launchPlacements(
  stack: Stack,
  resource: StackResource<Placed>,
  elsewhere: readonly string[],
): Placement[] {
  switch (resource.type) {
    case "aws:ec2/instance:Instance":
      return [placementOfLauncher(stack, resource, elsewhere)];
    case "aws:ec2/launchTemplate:LaunchTemplate":
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
      return (launchersByUrn(stack).get(resource.urn) ?? []).map((launcher) =>
        placementOfLauncher(stack, launcher, elsewhere),
      );
    case "aws:ebs/volume:Volume":
    case "kubernetes:storage.k8s.io/v1:StorageClass":
      return [];
  }
}
