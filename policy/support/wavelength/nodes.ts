import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { type Labels, userDataLabels } from "../nodes/labels";
import { launchPlacements } from "./placements";
import type { SchedulableNode } from "../kubernetes/scheduling";
import { wavelengthSubnets, wavelengthZoneOf } from "./zones";

type NodeTemplate = StackResource<
  "aws:ec2/launchTemplate:LaunchTemplate" | "aws:ec2/launchConfiguration:LaunchConfiguration"
>;

/**
 * The nodes of a stack in Wavelength Zones: one for each zone and launch template, and one without
 * labels for a zone that has only subnets, where another stack may run nodes.
 */
export const wavelengthNodes = perStack((stack: Stack): SchedulableNode[] => {
  const launches: NodeTemplate[] = [
    ...stack.ofType("aws:ec2/launchTemplate:LaunchTemplate"),
    ...stack.ofType("aws:ec2/launchConfiguration:LaunchConfiguration"),
  ];
  const nodes = launches.flatMap((launch) =>
    launchPlacements(stack, launch, [])
      .flatMap(({ zones }) => zones)
      .map((zone) => ({ zone, labels: () => registeredLabels(launch) })),
  );
  const unlabelled = wavelengthSubnets(stack)
    .map((subnet) => wavelengthZoneOf(subnet) ?? "")
    .filter((zone) => !nodes.some((node) => node.zone === zone))
    .map((zone) => ({ zone, labels: () => ({}) }));
  const all = [...nodes, ...unlabelled];
  return all.length > 0 ? all : [{ zone: "", labels: () => ({}) }];
});

/** The nodes of a stack in the Region: one without labels, and one for each node group. */
export const regionNodes = perStack((stack: Stack): SchedulableNode[] => [
  { zone: "", labels: () => ({}) },
  ...stack
    .ofType("aws:eks/nodeGroup:NodeGroup")
    .map(({ props }) => ({ zone: "", labels: () => props.labels ?? {} })),
]);

function registeredLabels({ props }: NodeTemplate): Labels {
  const encoded = "userDataBase64" in props ? props.userDataBase64 : undefined;
  return userDataLabels(encoded ?? props.userData ?? "");
}
