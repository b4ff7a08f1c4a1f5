import { Type } from "@sinclair/typebox";
import { lifecycleLabels } from "../../../model/nodes/labels";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import {
  isNodeByItself,
  isNodeTemplate,
  isTaggedNode,
} from "../../support/nodes/cluster-membership";
import {
  launchersByUrn,
  launchTemplatesOf,
  templatesOfNodeGroup,
} from "../../support/nodes/launches";
import { type Labels, showLabels } from "../../support/nodes/labels";
import {
  byUserData,
  hasSpotShare,
  type SpotNodes,
  spotNodesOf,
  spotTypes,
} from "../../support/nodes/spot";

const example = (labels: Record<string, string>) => ({
  "game-servers": {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["subnet-1", "subnet-2"],
      capacityType: "SPOT",
      scalingConfig: { minSize: 0, desiredSize: 2, maxSize: 10 },
      labels,
    },
  },
});

export const spotLifecycleLabel = defineRule({
  id: "spot-lifecycle-label",
  area: "spot",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "Spot nodes register with a lifecycle label.",
  why: "Interruption handlers, game servers and other workloads that need or avoid Spot capacity select nodes by this label. Without it, the interruption handler is not scheduled on the nodes, and a Spot interruption ends sessions without a warning.",
  fix: "Label the nodes with lifecycle=spot.",
  fails: example({ title: "minecraft" }),
  passes: example({ title: "minecraft", lifecycle: "spot" }),
  links: [
    "https://aws.amazon.com/blogs/compute/run-your-kubernetes-workloads-on-amazon-ec2-spot-instances-with-amazon-eks/",
    "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
  ],
  config: {
    key: property(Type.String(), {
      default: lifecycleLabels[0]?.key ?? "",
      description:
        "key of the label; `eks.amazonaws.com/capacityType` and `karpenter.sh/capacity-type` stand for the labels that EKS and Karpenter add themselves",
    }),
    values: property(Type.Array(Type.String()), {
      default: [...(lifecycleLabels[0]?.spot ?? [])],
      description: "label values that mean Spot capacity",
    }),
  },
  types: [...spotTypes, "aws:autoscaling/group:Group"],
  check(resource, { config, report }) {
    if (resource.type === "aws:autoscaling/group:Group") return;
    const nodes = spotNodesOf(resource);
    if (nodes && isNodeByItself(resource)) judge("These Spot nodes", nodes, config, report);
  },
  checkInStack(resource, { config, stack, report, notChecked }) {
    if (resource.type === "aws:ec2/launchTemplate:LaunchTemplate") {
      const launchers = launchersByUrn(stack).get(resource.urn) ?? [];
      const nodes = launchers.some(isTaggedNode) ? spotNodesOf(resource) : undefined;
      if (nodes) judge("These Spot nodes", nodes, config, report);
    } else if (resource.type === "aws:eks/nodeGroup:NodeGroup") {
      const nodes = resource.props.launchTemplate ? spotNodesOf(resource) : undefined;
      if (!nodes) return;
      const { found, outside, unresolved } = templatesOfNodeGroup(stack, resource);
      if (unresolved) throw new UnknownValueError("the launch template");
      if (outside.length > 0) return notChecked(`launch template ${outside[0]}`);
      const more = found.map(({ props }) => byUserData(props).labels);
      const labels = Object.assign({}, nodes.labels, ...more) as Labels;
      judge("These Spot nodes", { ...nodes, labels }, config, report);
    } else if (resource.type === "aws:autoscaling/group:Group" && hasSpotShare(resource.props)) {
      const { found, outside, unresolved } = launchTemplatesOf(stack, resource);
      if (unresolved) throw new UnknownValueError("the launch template");
      for (const template of found) {
        if (!isTaggedNode(resource) && !isNodeTemplate(template)) continue;
        const who = `The Spot nodes of this group (launch template ${template.name})`;
        judge(who, byUserData(template.props), config, report);
      }
      if (isTaggedNode(resource) && outside[0]) notChecked(`launch template ${outside[0]}`);
    }
  },
});

/** Reports labels that do not mean Spot. A value that a script computes at boot (`$…`) may. */
function judge(
  who: string,
  { labels, howTo }: SpotNodes,
  { key, values }: { key: string; values: readonly string[] },
  report: (problem: string, fix: string) => void,
): void {
  const value = labels[key];
  if (value !== undefined && (values.includes(value) || value.includes("$"))) return;
  const wanted = `${key}=${values[0] ?? ""}`;
  const given = value === undefined ? showLabels(labels) : `${key}=${value}`;
  report(
    `${who} must register with the label ${wanted}; they register with ${given}.`,
    howTo(wanted),
  );
}
