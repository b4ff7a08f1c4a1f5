import { lostPorts } from "../../../model/custom-routing/ports";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { groupOpenings } from "../../support/security-groups/groups";

const example = (...protocols: string[]) => ({
  dns: {
    type: "aws:ec2/securityGroup:SecurityGroup",
    properties: {
      vpcId: "vpc-1",
      ingress: protocols.map((protocol) => ({
        protocol,
        fromPort: 53,
        toPort: 53,
        cidrBlocks: ["10.1.0.0/16"],
      })),
    },
  },
  inbound: {
    type: "aws:route53/resolverEndpoint:ResolverEndpoint",
    properties: {
      direction: "INBOUND",
      securityGroupIds: ["${dns.id}"],
      ipAddresses: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }],
    },
  },
});

export const resolverSecurityGroup = defineRule({
  id: "resolver-security-group",
  area: "dns",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "The security groups of a Resolver endpoint allow its traffic, inbound or outbound: port 53 for UDP and TCP, or port 443 for TCP with DNS over HTTPS.",
  why: "DNS starts with UDP and switches to TCP if an answer is long. An endpoint with UDP alone works until the first long answer. From then on some names fail and others do not.",
  fix: "Add a rule for the port to a security group of the endpoint.",
  fails: example("udp"),
  passes: example("udp", "tcp"),
  links: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html",
  ],
  types: ["aws:route53/resolverEndpoint:ResolverEndpoint"],
  checkInStack(endpoint, { stack, report, notChecked }) {
    const { direction: kind, protocols } = endpoint.props;
    const direction = kind === "OUTBOUND" ? "egress" : "ingress";
    const { found, possible, outside, unresolved } = stack.targets(
      endpoint,
      "securityGroupIds",
      "aws:ec2/securityGroup:SecurityGroup",
      () => endpoint.props.securityGroupIds,
    );
    const { openings, unclear } = groupOpenings(stack, direction);
    const groups = new Set([...found, ...possible].map(({ urn }) => urn));
    const own = openings.filter(({ owners }) => owners.some(({ urn }) => groups.has(urn)));
    const closed = neededPorts(protocols).filter(({ protocol, port }) => {
      const open = own
        .filter(({ opening }) => opening.protocol === protocol || opening.protocol === "all")
        .map(({ opening: { from, to } }) => ({ fromPort: from, toPort: to }));
      return lostPorts([{ fromPort: port, toPort: port }], open).length > 0;
    });
    if (closed.length === 0) return;
    if (outside.length > 0) return notChecked(`security group ${outside.join(", ")}`);
    if (unresolved || unclear !== undefined) {
      throw new UnknownValueError(
        unclear === undefined ? "a security group" : `what ${unclear} opens`,
      );
    }
    const way = direction === "ingress" ? "inbound" : "outbound";
    for (const { protocol, port } of closed) {
      report(
        `The security groups of this endpoint must allow ${way} ${protocol.toUpperCase()} ${port}; no rule does.`,
      );
    }
  },
});

/** The ports of an endpoint's protocols. */
function neededPorts(protocols: readonly string[] | undefined) {
  const names = protocols === undefined || protocols.length === 0 ? ["Do53"] : protocols;
  return [
    ...(names.includes("Do53")
      ? [
          { protocol: "udp", port: 53 },
          { protocol: "tcp", port: 53 },
        ]
      : []),
    ...(names.some((each) => each.startsWith("DoH")) ? [{ protocol: "tcp", port: 443 }] : []),
  ];
}
