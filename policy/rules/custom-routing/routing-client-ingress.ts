import { contains, isCidr, parseCidr } from "../../../model/network/cidr";
import { lostPorts, portsText } from "../../../model/custom-routing/ports";
import { defineRule } from "../../frame/rule";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";
import { endpointGroupType, endpointVpcs } from "../../support/custom-routing/endpoint-groups";
import type { Opening } from "../../support/security-groups/openings";
import { groupOpenings, vpcsOf } from "../../support/security-groups/groups";

const example = (toPort: number) => ({
  network: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } },
  pods: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "${network.id}", cidrBlock: "10.0.0.0/24" },
  },
  nodes: {
    type: "aws:ec2/securityGroup:SecurityGroup",
    properties: {
      vpcId: "${network.id}",
      ingress: [{ protocol: "udp", fromPort: 7000, toPort, cidrBlocks: ["203.0.113.0/24"] }],
    },
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

export const routingClientIngress = defineRule({
  id: "routing-client-ingress",
  area: "custom-routing",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "A security group in the VPC of an endpoint group allows clients, by their own addresses, on every destination port and protocol.",
  why: "Custom routing preserves the addresses of clients. A security group that allows only the VPC or other security groups drops all their packets, and the accelerator does not notice, because custom routing has no health checks.",
  fix: "Add an ingress rule for these ports and the networks of the clients to the security group of the nodes.",
  fails: example(7004),
  passes: example(7009),
  links: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-custom-routing-endpoints.html",
  ],
  types: [endpointGroupType],
  checkInStack(group, { stack, report, notChecked }) {
    const vpcs = endpointVpcs(stack, group);
    if (vpcs.length === 0) return notChecked("the security groups of its subnets");
    const { openings, unclear } = groupOpenings(stack, "ingress");
    const admitting = openings.flatMap((each) => {
      const places = vpcsOf(stack, each);
      const isNear = places.length === 0 || places.some((vpc) => vpcs.includes(vpc));
      const admits = ifKnown(() => admitsClients(each.opening));
      return isNear && admits !== false ? [{ ...each.opening, isSure: admits !== unknown }] : [];
    });
    let unsure = false;
    for (const { fromPort, toPort, protocols } of group.props.destinationConfigurations) {
      for (const protocol of protocols) {
        const open = admitting.filter(
          (each) => each.protocol === "all" || each.protocol === protocol.toLowerCase(),
        );
        const closed = lost(open.filter(({ isSure }) => isSure));
        if (closed.length === 0) continue;
        if (unclear !== undefined || lost(open).length === 0) unsure = true;
        else {
          report(
            `A security group must allow clients on ${protocol} ${portsText(closed)} of the destinations; none does.`,
          );
        }
        function lost(openings: readonly Opening[]) {
          const ranges = openings.map(({ from, to }) => ({ fromPort: from, toPort: to }));
          return lostPorts([{ fromPort, toPort }], ranges);
        }
      }
    }
    if (unsure) throw new UnknownValueError(`what ${unclear ?? "a security group"} allows`);
  },
});

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Whether an opening includes addresses of the internet or a prefix list. */
function admitsClients({ cidrs, prefixLists }: Opening): boolean {
  const isPublic = (cidr: string | undefined) =>
    cidr !== undefined &&
    isCidr(cidr) &&
    parseCidr(cidr).family === 4 &&
    !privateBlocks.some((block) => contains(parseCidr(block), parseCidr(cidr)));
  return cidrs().some(isPublic) || prefixLists().some((list) => list !== undefined);
}
