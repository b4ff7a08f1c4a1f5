import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (update: object) => ({
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["subnet-1"],
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 6 },
      ...update,
    },
  },
});

export const nodesUpdateConfig = defineRule({
  id: "nodes-update-config",
  area: "nodes",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "An update of a node group replaces some of the nodes at a time and respects pod disruption budgets.",
  why: "If all nodes are unavailable at once, an update is an outage. With forceUpdateVersion, EKS deletes pods that a pod disruption budget protects.",
  fix: "Set updateConfig.maxUnavailablePercentage to 33, or maxUnavailable to less than the number of nodes.",
  fails: example({ updateConfig: { maxUnavailable: 3 } }),
  passes: example({ updateConfig: { maxUnavailable: 1 } }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html"],
  config: {
    maxUnavailablePercentage: property(Type.Integer({ minimum: 1, maximum: 100 }), {
      default: 50,
      description:
        "the largest percentage of the nodes of a group that may be unavailable during an update, 1 to 100",
    }),
    allowForce: property(Type.Boolean(), {
      default: false,
      description: "whether forceUpdateVersion is accepted",
    }),
  },
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check({ props }, { config, report }) {
    const { updateConfig = {}, scalingConfig, forceUpdateVersion } = props;
    const { maxUnavailable, maxUnavailablePercentage: percentage } = updateConfig;
    const limit = config.maxUnavailablePercentage;
    if (percentage !== undefined && percentage > limit) {
      report(
        `updateConfig.maxUnavailablePercentage must be at most ${limit}; it is ${percentage}.`,
      );
    }
    const nodes = scalingConfig.desiredSize;
    // One node at a time is the minimum, even in a group of one node.
    if (maxUnavailable !== undefined && maxUnavailable > Math.max(1, (nodes * limit) / 100)) {
      report(
        `updateConfig.maxUnavailable must be at most ${limit} % of the nodes; it is ${maxUnavailable} of ${nodes}.`,
      );
    }
    if (forceUpdateVersion && !config.allowForce) {
      report(
        "forceUpdateVersion must not be true, because it overrides pod disruption budgets.",
        "Remove forceUpdateVersion, and correct the budget that blocks updates.",
      );
    }
  },
});
