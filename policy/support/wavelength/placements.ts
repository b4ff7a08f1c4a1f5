import { Type } from "@sinclair/typebox";
import type { Resource, Stack, StackResource } from "../../frame/resource";
import { property } from "../../frame/config-schema";
import { ifKnown, partlyKnown, unknown } from "../../frame/unknown";
import type { Subnet, SubnetTargets } from "../network/subnets";
import { type Launcher, launchersByUrn } from "../nodes/launches";
import { isWavelengthZone, mayHaveWavelengthSubnets, wavelengthZoneOf } from "./zones";

/** The Wavelength Zones in which a resource launches instances. */
export interface Placement {
  /** The Wavelength Zones in which it certainly launches instances. */
  zones: readonly string[];
  /** Whether other zones are possible, because subnets are unknown during preview. */
  unsure: boolean;
}

/** The configuration property for Wavelength subnets of other stacks. */
export const wavelengthSubnetsElsewhere = property(Type.Array(Type.String()), {
  default: [],
  description: "ids of subnets in Wavelength Zones that other stacks create",
});

/**
 * The Wavelength Zones of subnets. With unknown ids the result is unsure only if they can belong to
 * a Wavelength Zone: to a subnet of this stack or one in `elsewhere`.
 *
 * @param elsewhere The ids of subnets in Wavelength Zones that other stacks create.
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

/** The placement of an Auto Scaling group or an instance, by its subnets or zones. */
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

/** The zones that a resource names. */
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

/** The placements of the launchers that use a resource. */
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
