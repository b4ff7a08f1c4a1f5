import { mergedPorts, portCount, portsText } from "../../../model/custom-routing/ports";
import limits from "../../../model/data/custom-routing.json";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import {
  endpointSubnets,
  groupsOf,
  listenerType,
  portsNeeded,
} from "../../support/custom-routing/endpoint-groups";

const { minPortsPerRange, maxPortRanges } = limits.listener;

const example = (toPort: number) => ({
  pods: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1a", cidrBlock: "10.0.0.0/24" },
  },
  listener: {
    type: listenerType,
    properties: {
      acceleratorArn: "arn:aws:globalaccelerator::123456789012:accelerator/a",
      portRanges: [{ fromPort: 1024, toPort }],
    },
  },
  games: {
    type: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
    properties: {
      listenerArn: "${listener.id}",
      destinationConfigurations: [{ fromPort: 7000, toPort: 7009, protocols: ["UDP"] }],
      endpointConfigurations: [{ endpointId: "${pods.id}" }],
    },
  },
});

export const routingListenerFits = defineRule({
  id: "routing-listener-fits",
  area: "custom-routing",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: `A custom routing listener has a port for every destination: addresses of the endpoint subnets × ports × protocols. Each of its port ranges has at least ${minPortsPerRange} ports.`,
  why: "Every address and port behind the accelerator takes up one listener port. AWS refuses a subnet if too few ports are left. The port ranges of a listener can grow, but not shrink or move.",
  fix: "Extend a port range, or route to fewer ports or smaller subnets. Leave some ports unused, because AWS assigns them in blocks.",
  unknown:
    "Subnets come from the endpoint group and from resources that add them to it (a dynamic resource, a command); during preview, from the dependencies that the engine recorded. The check is left to the update only if the result depends on an unknown subnet.",
  fails: example(2047),
  passes: example(3583),
  links: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-custom-routing-guidelines.html",
  ],
  types: [listenerType],
  check({ props }, { report }) {
    if (props.portRanges.length > maxPortRanges) {
      report(
        `portRanges must list at most ${maxPortRanges} ranges; it lists ${props.portRanges.length}.`,
        "Merge adjacent ranges.",
      );
    }
    props.portRanges.forEach(({ fromPort = 1, toPort = fromPort }, at) => {
      const ports = toPort - fromPort + 1;
      if (ports >= minPortsPerRange) return;
      report(
        `portRanges[${at}] (${portsText([{ fromPort, toPort }])}) must have at least ${minPortsPerRange} ports; it has ${ports}.`,
        "Extend the range.",
      );
    });
  },
  checkInStack(listener, { stack, report, notChecked }) {
    const ranges = listener.props.portRanges.map(({ fromPort = 1, toPort = fromPort }) => ({
      fromPort,
      toPort,
    }));
    const ports = portCount(mergedPorts(ranges));
    let needed = 0;
    let atMost = 0;
    for (const group of groupsOf(stack, listener)) {
      const { found, possible, outside, unresolved } = endpointSubnets(stack, group);
      if (outside.length > 0) notChecked(`the size of ${outside.join(", ")} in ${group.name}`);
      needed += portsNeeded(group, found);
      atMost += unresolved ? Infinity : portsNeeded(group, [...found, ...possible]);
    }
    if (needed > ports) {
      report(`portRanges must have ${needed} ports for the destinations; it has ${ports}.`);
    } else if (atMost > ports) throw new UnknownValueError("a subnet of an endpoint group");
  },
});
