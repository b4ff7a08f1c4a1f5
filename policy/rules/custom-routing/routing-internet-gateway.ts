import type { Stack } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { allTargets, perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";
import { endpointGroupType, endpointVpcs } from "../../support/custom-routing/endpoint-groups";

const fails = {
  network: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } },
  pods: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "${network.id}", cidrBlock: "10.0.0.0/24" },
  },
  games: {
    type: endpointGroupType,
    properties: {
      listenerArn: "arn:aws:globalaccelerator::123456789012:accelerator/a/listener/b",
      destinationConfigurations: [{ fromPort: 7000, toPort: 7009, protocols: ["UDP"] }],
      endpointConfigurations: [{ endpointId: "${pods.id}" }],
    },
  },
};

export const routingInternetGateway = defineRule({
  id: "routing-internet-gateway",
  area: "custom-routing",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "A VPC to which custom routing sends clients has an internet gateway.",
  why: "Global Accelerator takes an internet gateway as permission to send traffic from the internet into a VPC. Without one, it accepts the endpoints but delivers nothing.",
  fix: "Attach an aws.ec2.InternetGateway to the VPC. Private subnets do not need a route to it.",
  fails,
  passes: {
    ...fails,
    gateway: {
      type: "aws:ec2/internetGateway:InternetGateway",
      properties: { vpcId: "${network.id}" },
    },
  },
  links: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-custom-routing-guidelines.html",
  ],
  types: [endpointGroupType],
  checkInStack(group, { stack, report, notChecked }) {
    const { attached, unclear } = gatewayVpcs(stack);
    for (const vpc of endpointVpcs(stack, group)) {
      if (attached.has(vpc)) continue;
      const owned = stack.byUrn(vpc);
      if (unclear) throw new UnknownValueError("the VPC of an internet gateway");
      if (owned)
        report(`VPC ${owned.name} must have an internet gateway; the stack attaches none.`);
      else notChecked(`the internet gateway of ${vpc}`);
    }
  },
});

/** The VPCs of the stack that have an internet gateway, by URN. */
const gatewayVpcs = perStack((stack: Stack) => {
  const targets = [
    ...stack.ofType("aws:ec2/internetGateway:InternetGateway"),
    ...stack.ofType("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"),
  ].map((each) => stack.target(each, "vpcId", "aws:ec2/vpc:Vpc", () => each.props.vpcId));
  return {
    attached: new Set(targets.flatMap((each) => allTargets(each)).map(({ urn }) => urn)),
    unclear: targets.some(({ unresolved }) => unresolved),
  };
});
