import type { Stack, StackResource } from "../../frame/resource";
import { defineRule } from "../../frame/rule";

/** The resource types that run nodes. */
const nodeTypes = new Set<string>([
  "aws:eks/nodeGroup:NodeGroup",
  "aws:autoscaling/group:Group",
  "eks:index:ManagedNodeGroup",
  "eks:index:NodeGroup",
  "eks:index:NodeGroupV2",
]);

const addon = (clusterName: string) => ({
  type: "aws:eks/addon:Addon",
  properties: { clusterName, addonName: "vpc-cni" },
});

const nodes = (clusterName: string) => ({
  type: "aws:eks/nodeGroup:NodeGroup",
  properties: {
    clusterName,
    nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
    subnetIds: ["subnet-1"],
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
  },
});

export const cniBeforeNodes = defineRule({
  id: "cni-before-nodes",
  area: "cni",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "The VPC CNI add-on does not depend on nodes.",
  why: "Nodes become ready only when the VPC CNI plugin runs on them. If the add-on depends on a node group, the node group waits for ready nodes and the nodes wait for the add-on. Or the nodes start with the plugin's default settings and keep them until they are replaced.",
  fix: "Make the node groups depend on the add-on, not the add-on on the node groups.",
  unknown: "The rule checks dependencies only, which are always known.",
  fails: { nodes: nodes("games"), "vpc-cni": addon("${nodes.clusterName}") },
  passes: { "vpc-cni": addon("games"), nodes: nodes("${vpc-cni.clusterName}") },
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html"],
  types: ["aws:eks/addon:Addon"],
  checkInStack(addon, { stack, report }) {
    if (addon.props.addonName !== "vpc-cni") return;
    const awaited = nodesBefore(stack, addon);
    if (awaited)
      report(
        `The add-on must not depend on nodes; it depends on ${awaited.name} (${awaited.type}).`,
      );
  },
});

/** The first resource with nodes that a resource depends on, directly or indirectly. */
function nodesBefore(stack: Stack, start: StackResource): StackResource | undefined {
  const seen = new Set<string>();
  const waiting = [...start.dependencies];
  for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
    if (seen.has(urn)) continue;
    seen.add(urn);
    const resource = stack.byUrn(urn);
    if (resource && nodeTypes.has(resource.type)) return resource;
    waiting.push(...(resource?.dependencies ?? []));
  }
  return undefined;
}
