import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { fieldOfEach, unknown, UnknownValueError } from "../../frame/unknown";
import { zoneOf } from "../../support/network/subnets";

const subnet = (availabilityZone: string) => ({
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: "vpc-1", availabilityZone },
});

const example = (secondZone: string) => ({
  first: subnet("us-east-1a"),
  second: subnet(secondZone),
  inbound: {
    type: "aws:route53/resolverEndpoint:ResolverEndpoint",
    properties: {
      direction: "INBOUND",
      securityGroupIds: ["sg-1"],
      ipAddresses: [{ subnetId: "${first.id}" }, { subnetId: "${second.id}" }],
    },
  },
});

export const resolverTwoAddresses = defineRule({
  id: "resolver-two-addresses",
  area: "dns",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "A Route 53 Resolver endpoint has addresses in at least two Availability Zones.",
  why: "AWS requires two addresses but accepts both in one Availability Zone. If that zone fails, names stop resolving for every client of the endpoint, which looks like an outage of all services at once.",
  fix: "Add a subnet in another Availability Zone to ipAddresses.",
  unknown:
    "A zone that AWS has not chosen yet is reported as advisory and checked at the end of `pulumi up`.",
  fails: example("us-east-1a"),
  passes: example("us-east-1b"),
  links: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html",
  ],
  config: {
    zones: property(Type.Integer({ minimum: 2, maximum: 6 }), {
      default: 2,
      description: "the smallest number of zones in which an endpoint has addresses, 2 to 6",
    }),
  },
  types: ["aws:route53/resolverEndpoint:ResolverEndpoint"],
  checkInStack(endpoint, { config, stack, report, notChecked }) {
    const { found, possible, outside, unresolved } = stack.targets(
      endpoint,
      "ipAddresses",
      "aws:ec2/subnet:Subnet",
      () => fieldOfEach(endpoint.props.ipAddresses, "subnetId"),
    );
    const zones = new Set(found.map(zoneOf));
    const isUnknown = zones.delete(unknown) || possible.length > 0 || unresolved;
    if (zones.size >= config.zones) return;
    if (outside.length > 0) return notChecked(`subnet ${outside.join(", ")}`);
    if (isUnknown) throw new UnknownValueError("the zone of a subnet");
    const names = [...zones].map(String).join(", ");
    report(
      `ipAddresses must be in at least ${config.zones} zones; they are in ${zones.size}: ${names}.`,
    );
  },
});
