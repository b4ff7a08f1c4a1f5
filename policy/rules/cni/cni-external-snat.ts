import type { Stack } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { UnknownValueError } from "../../frame/unknown";
import { cniOf, cniTypes, hasExternalSnat, isExternalSnat } from "../../support/addons/cni";
import { egressOf } from "../../support/network/routes";
import type { Subnet } from "../../support/network/subnets";
import { isTaggedNode } from "../../support/nodes/cluster-membership";
import type { AutoScalingGroup, NodeGroup } from "../../support/nodes/launches";
import { nodeSubnets } from "../../support/nodes/subnets";

const example = (env: Record<string, string>) => ({
  "game-subnets": {
    type: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
    properties: {
      listenerArn: "arn:aws:globalaccelerator::123456789012:accelerator/a/listener/b",
      destinationConfigurations: [{ fromPort: 7000, toPort: 7010, protocols: ["UDP"] }],
      endpointConfigurations: [{ endpointId: "subnet-1" }],
    },
  },
  "vpc-cni": {
    type: "aws:eks/addon:Addon",
    properties: {
      clusterName: "games",
      addonName: "vpc-cni",
      configurationValues: JSON.stringify({ env }),
    },
  },
});

export const cniExternalSnat = defineRule({
  id: "cni-external-snat",
  area: "cni",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "External SNAT is enabled where custom routing sends clients to pods, and nodes with external SNAT route to a NAT gateway.",
  why: "By default, the VPC CNI plugin replaces the address of a pod with that of its node in traffic that leaves the VPC. If an accelerator routes clients to pod addresses, replies then come from the wrong address and every session fails. With external SNAT, pods reach the internet only through a NAT gateway.",
  fix: 'Set AWS_VPC_K8S_CNI_EXTERNALSNAT to "true".',
  fails: example({ WARM_IP_TARGET: "2" }),
  passes: example({ AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" }),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html",
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-custom-routing-guidelines.html",
  ],
  types: [...cniTypes, "aws:eks/nodeGroup:NodeGroup", "aws:autoscaling/group:Group"],
  checkInStack(resource, { stack, report }) {
    if (
      resource.type === "aws:eks/nodeGroup:NodeGroup" ||
      resource.type === "aws:autoscaling/group:Group"
    ) {
      for (const { name } of subnetsWithoutWayOut(stack, resource)) {
        report(
          `Subnet ${name} of these nodes must have a default route, because external SNAT is on; it has none.`,
          "Route 0.0.0.0/0 of the subnet to a NAT gateway.",
        );
      }
      return;
    }
    const cni = cniOf(resource);
    if (!cni || !hasCustomRouting(stack) || isExternalSnat(cni)) return;
    const given = shown(cni.env["AWS_VPC_K8S_CNI_EXTERNALSNAT"]);
    report(
      `${cni.path}AWS_VPC_K8S_CNI_EXTERNALSNAT must be "true", because custom routing sends clients to pods; it is ${given}.`,
    );
  },
});

function subnetsWithoutWayOut(stack: Stack, group: NodeGroup | AutoScalingGroup): Subnet[] {
  const isNode = group.type === "aws:eks/nodeGroup:NodeGroup" || isTaggedNode(group);
  if (!isNode || !hasExternalSnat(stack)) return [];
  const { found, unresolved } = nodeSubnets(stack, group);
  if (unresolved) throw new UnknownValueError("a subnet of these nodes");
  return found.filter((subnet) => egressOf(stack, subnet) === "none");
}

function hasCustomRouting(stack: Stack): boolean {
  const endpointGroup =
    "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup";
  return stack.ofType(endpointGroup).length > 0;
}
