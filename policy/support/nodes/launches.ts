import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, unknown } from "../../frame/unknown";

/** A managed node group of EKS. */
export type NodeGroup = StackResource<"aws:eks/nodeGroup:NodeGroup">;
export type AutoScalingGroup = StackResource<"aws:autoscaling/group:Group">;
export type Instance = StackResource<"aws:ec2/instance:Instance">;
/** A resource that launches instances. */
export type Launcher = AutoScalingGroup | Instance;
export type LaunchTemplate = StackResource<"aws:ec2/launchTemplate:LaunchTemplate">;

/** Reads the id or name by which a resource refers to a launch template. */
interface TemplateReference {
  id: () => string | undefined;
  name: () => string | undefined;
}

/** The launch templates of a launcher. */
export interface LaunchTemplates {
  found: LaunchTemplate[];
  /** The ids or names of launch templates in other stacks. */
  outside: string[];
  /** Whether a launch template is unknown during preview, and the dependencies do not show it. */
  unresolved: boolean;
}

/** The launch templates of an Auto Scaling group. */
export function launchTemplatesOf(stack: Stack, group: AutoScalingGroup): LaunchTemplates {
  const { props } = group;
  const direct = referred(stack, group, "launchTemplate", {
    id: () => props.launchTemplate?.id,
    name: () => props.launchTemplate?.name,
  });
  const mixed = mixedReferences(group).map((reference) =>
    referred(stack, group, "mixedInstancesPolicy", reference),
  );
  const all = [direct, ...mixed];
  return {
    found: [...new Set(all.flatMap(({ found }) => found))],
    outside: [...new Set(all.flatMap(({ outside }) => outside))],
    unresolved: all.some(({ unresolved }) => unresolved),
  };
}

function mixedReferences({ props }: AutoScalingGroup): TemplateReference[] {
  const template = () => props.mixedInstancesPolicy?.launchTemplate;
  const overrides = ifKnown(() => template()?.overrides);
  const specifications = [
    () => template()?.launchTemplateSpecification,
    ...(overrides === unknown ? [] : (overrides ?? [])).map(
      (override) => () => override.launchTemplateSpecification,
    ),
  ];
  return specifications.map((specification) => ({
    id: () => specification()?.launchTemplateId,
    name: () => specification()?.launchTemplateName,
  }));
}

/** The launch template of a managed node group. */
export function templatesOfNodeGroup(stack: Stack, group: NodeGroup): LaunchTemplates {
  return referred(stack, group, "launchTemplate", {
    id: () => group.props.launchTemplate?.id,
    name: () => group.props.launchTemplate?.name,
  });
}

/** The launch templates of a group or an instance. */
export function templatesOf(stack: Stack, launcher: Launcher): LaunchTemplates {
  return launcher.type === "aws:ec2/instance:Instance"
    ? templatesOfInstance(stack, launcher)
    : launchTemplatesOf(stack, launcher);
}

function templatesOfInstance(stack: Stack, instance: Instance): LaunchTemplates {
  return referred(stack, instance, "launchTemplate", {
    id: () => instance.props.launchTemplate?.id,
    name: () => instance.props.launchTemplate?.name,
  });
}

/** Finds a launch template by id or by name. Providers return both. */
function referred(
  stack: Stack,
  launcher: StackResource,
  property: string,
  { id, name }: TemplateReference,
): LaunchTemplates {
  const type = "aws:ec2/launchTemplate:LaunchTemplate";
  const byId = stack.target(launcher, property, type, id);
  const isById = byId.unresolved || [byId.found, byId.possible, byId.outside].flat().length > 0;
  const targets = isById ? byId : stack.target(launcher, property, type, name, "name");
  // The launcher uses every template among the dependencies of the property.
  return { ...targets, found: [...targets.found, ...targets.possible] };
}

/** The launch configurations of an Auto Scaling group. */
function launchConfigurationsOf(stack: Stack, group: AutoScalingGroup) {
  const { found, possible } = stack.target(
    group,
    "launchConfiguration",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    () => group.props.launchConfiguration as string | undefined,
  );
  return [...found, ...possible];
}

/** The launchers of each launch template and launch configuration, by its URN. */
export const launchersByUrn = perStack((stack: Stack) => {
  const launchers = new Map<string, Launcher[]>();
  const add = (urn: string, launcher: Launcher) =>
    launchers.set(urn, [...(launchers.get(urn) ?? []), launcher]);
  for (const group of stack.ofType("aws:autoscaling/group:Group")) {
    launchTemplatesOf(stack, group).found.forEach(({ urn }) => add(urn, group));
    launchConfigurationsOf(stack, group).forEach(({ urn }) => add(urn, group));
  }
  for (const instance of stack.ofType("aws:ec2/instance:Instance")) {
    const { found } = templatesOfInstance(stack, instance);
    found.forEach(({ urn }) => add(urn, instance));
  }
  return launchers;
});
