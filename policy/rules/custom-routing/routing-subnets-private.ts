import { Type } from "@sinclair/typebox";
import limits from "../../../model/data/custom-routing.json";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import {
  endpointGroupType,
  endpointSubnets,
  prefixOf,
} from "../../support/custom-routing/endpoint-groups";
import { isPublic } from "../../support/network/routes";
import type { Subnet } from "../../support/network/subnets";

const { shortestPrefix, longestPrefix } = limits.subnet;

const example = (subnet: object) => ({
  pods: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", ...subnet },
  },
  games: {
    type: endpointGroupType,
    properties: {
      listenerArn: "arn:aws:globalaccelerator::123456789012:accelerator/a/listener/b",
      destinationConfigurations: [{ fromPort: 7000, toPort: 7009, protocols: ["UDP"] }],
      endpointConfigurations: [{ endpointId: "${pods.id}" }],
    },
  },
});

export const routingSubnetsPrivate = defineRule({
  id: "routing-subnets-private",
  area: "custom-routing",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: `Subnets behind a custom routing accelerator are private, have IPv4 addresses, and are /${longestPrefix} to /${shortestPrefix}.`,
  why: "The accelerator is the entry point and sends clients to private addresses. Public addresses are a second entry point that nobody watches. With external SNAT, which custom routing to pods needs, pods in public subnets have no internet access. AWS refuses subnets of other sizes.",
  fix: "Route to subnets whose default route is a NAT gateway.",
  fails: example({ mapPublicIpOnLaunch: true }),
  passes: example({ mapPublicIpOnLaunch: false }),
  links: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-custom-routing-guidelines.html",
  ],
  config: {
    allowPublic: property(Type.Boolean(), {
      default: false,
      description: "whether public subnets are accepted, for instances that need public addresses",
    }),
  },
  types: [endpointGroupType],
  checkInStack(group, { config, stack, report }) {
    const { found, possible, unresolved } = endpointSubnets(stack, group);
    const isOpen = (subnet: Subnet) => !config.allowPublic && isPublic(stack, subnet);
    for (const subnet of found) {
      if (isOpen(subnet)) report(`Endpoint subnet ${subnet.name} must be private; it is public.`);
      const problem = sizeProblem(subnet);
      if (problem) report(problem, "Route to a subnet of that size.");
    }
    const dependsOnPossible = possible.some((subnet) => isOpen(subnet) || sizeProblem(subnet));
    if (dependsOnPossible || unresolved)
      throw new UnknownValueError("a subnet of this endpoint group");
  },
});

function sizeProblem(subnet: Subnet): string | undefined {
  const prefix = prefixOf(subnet);
  if (prefix === undefined) {
    return `Endpoint subnet ${subnet.name} must have an IPv4 block; it has none.`;
  }
  if (prefix >= shortestPrefix && prefix <= longestPrefix) return undefined;
  return `Endpoint subnet ${subnet.name} must be /${longestPrefix} to /${shortestPrefix}; it is a /${prefix}.`;
}
