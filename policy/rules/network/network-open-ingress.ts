import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { ingressTypes, isOpenToAll, openingsOf } from "../../support/security-groups/openings";

/** SSH, RDP and the kubelet: never open to the internet. */
const closedPorts = [22, 3389, 10_250];

const example = (fromPort: number, toPort: number) => ({
  nodes: {
    type: "aws:ec2/securityGroup:SecurityGroup",
    properties: {
      vpcId: "vpc-1",
      ingress: [{ protocol: "tcp", fromPort, toPort, cidrBlocks: ["0.0.0.0/0"] }],
    },
  },
});

export const networkOpenIngress = defineRule({
  id: "network-open-ingress",
  area: "network",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "Security groups are open to the internet on allowed ports only, and never on 22 (SSH), 3389 (RDP) and 10250 (kubelet).",
  why: "Scanners find every open port within minutes. The port of the kubelet can run commands in pods, and SSH invites password guessing.",
  fix: "List the addresses that need the port, refer to a security group, or add the port to `allowedPorts` if it serves the public.",
  fails: example(30000, 32767),
  passes: example(443, 443),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"],
  references: [
    { framework: "AWS Security Hub", id: "EC2.18" },
    { framework: "AWS Security Hub", id: "EC2.19" },
    { framework: "Checkov", id: "CKV_AWS_24" },
    { framework: "Checkov", id: "CKV_AWS_25" },
    { framework: "Checkov", id: "CKV_AWS_277" },
    { framework: "Trivy", id: "AWS-0107" },
    { framework: "cdk-nag", id: "AwsSolutions-EC23" },
  ],
  config: {
    allowedPorts: property(Type.Array(Type.String()), {
      default: ["80", "443"],
      description: 'ports that may be open to the internet, such as "443" or "7000-7999"',
    }),
  },
  types: ingressTypes,
  check(resource, { config, report }) {
    for (const { path, cidrs, from, to } of openingsOf(resource, "ingress")) {
      const cidr = cidrs().find(isOpenToAll);
      if (cidr === undefined) continue;
      const ports = from === to ? `port ${from}` : `ports ${from}-${to}`;
      const opened = `${path === "" ? "The rule" : path} must not open ${ports} to ${cidr}`;
      const closed = closedPorts.filter((port) => from <= port && port <= to);
      if (closed.length > 0 && from < to) report(`${opened}, which includes ${closed.join(", ")}.`);
      else if (closed.length > 0 || !isAllowed(from, to, config.allowedPorts)) report(`${opened}.`);
    }
  },
});

function isAllowed(from: number, to: number, allowed: readonly string[]): boolean {
  return allowed.some((range) => {
    const [first = NaN, last = first] = range.split("-").map(Number);
    return first <= from && to <= last;
  });
}
