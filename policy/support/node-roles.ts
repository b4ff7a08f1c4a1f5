import type { Stack } from "../frame/resource";
import { perStack } from "../frame/stack";

/** The roles that nodes of a stack have. */
export interface NodeRoles {
  urns: ReadonlySet<string>;
  /** Whether there are nodes whose role is not known during preview. */
  unclear: boolean;
}

/** The roles of nodes, by node group or by instance profile. */
export const nodeRoles = perStack((stack: Stack): NodeRoles => {
  const role = "aws:iam/role:Role";
  const byGroup = stack
    .ofType("aws:eks/nodeGroup:NodeGroup")
    .map((group) => stack.target(group, "nodeRoleArn", role, () => group.props.nodeRoleArn, "arn"));
  const byProfile = stack
    .ofType("aws:iam/instanceProfile:InstanceProfile")
    .map((profile) =>
      stack.target(profile, "role", role, () => profile.props.role as string, "name"),
    );
  const targets = [...byGroup, ...byProfile];
  return {
    urns: new Set(
      targets.flatMap(({ found, possible }) => [...found, ...possible]).map(({ urn }) => urn),
    ),
    unclear: targets.some(({ unresolved }) => unresolved),
  };
});
