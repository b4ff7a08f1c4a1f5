import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";
import type { permissionTypes } from "../iam/permissions";

/** The roles of the nodes of a stack. */
interface NodeRoles {
  urns: ReadonlySet<string>;
  /** Whether the role of some nodes is unknown during preview. */
  unclear: boolean;
}

/** The roles of nodes, by node group or by instance profile. */
const nodeRoles = perStack((stack: Stack): NodeRoles => {
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

/**
 * Whether nodes have a role, or the role to which a resource gives permissions.
 *
 * @throws UnknownValueError if that is unknown during preview.
 */
export function hasNodes(
  stack: Stack,
  resource: StackResource<(typeof permissionTypes)[number]>,
): boolean {
  const { urns, unclear } = nodeRoles(stack);
  const roles = resource.type === "aws:iam/role:Role" ? [resource] : rolesOf(stack, resource);
  if (roles.some(({ urn }) => urns.has(urn))) return true;
  if (unclear) throw new UnknownValueError("the role of a node group");
  return false;
}

function rolesOf(stack: Stack, policy: StackResource<RolePolicyType>) {
  const name = () => policy.props.role as string;
  const targets = stack.target(policy, "role", "aws:iam/role:Role", name, "name");
  if (targets.unresolved) throw new UnknownValueError("role");
  return [...targets.found, ...targets.possible];
}

type RolePolicyType = Exclude<(typeof permissionTypes)[number], "aws:iam/role:Role">;
