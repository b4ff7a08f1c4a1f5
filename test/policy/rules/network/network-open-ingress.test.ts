import assert from "node:assert/strict";
import { networkOpenIngress as rule } from "../../../../policy/rules/network/network-open-ingress";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;

function ingress(part: object) {
  const open = { protocol: "tcp", fromPort: 7000, toPort: 7000, cidrBlocks: ["0.0.0.0/0"] };
  return spoil(rule.passes, "nodes", { ingress: [{ ...open, ...part }] });
}

describe("network-open-ingress refuses", () => {
  it("node ports that are open to the internet", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `ingress[0] must not open ports 30000-32767 to 0.0.0.0/0.\n${fix}`,
    ]);
  });

  it("the whole IPv6 internet and half of the IPv4 internet", () => {
    const blocks = [{ ipv6CidrBlocks: ["::/0"], cidrBlocks: [] }, { cidrBlocks: ["128.0.0.0/1"] }];
    assert.deepEqual(
      blocks.flatMap((block) => violations(rule, ingress(block))),
      [
        `ingress[0] must not open port 7000 to ::/0.\n${fix}`,
        `ingress[0] must not open port 7000 to 128.0.0.0/1.\n${fix}`,
      ],
    );
  });

  it("SSH, RDP and the kubelet, even if the configuration allows the port", () => {
    const given = { [rule.id]: { properties: { allowedPorts: ["0-65535"] } } };
    for (const port of [22, 3389, 10250]) {
      assert.deepEqual(violations(rule, ingress({ fromPort: port, toPort: port }), { given }), [
        `ingress[0] must not open port ${port} to 0.0.0.0/0.\n${fix}`,
      ]);
    }
  });

  it("all ports together", () => {
    assert.deepEqual(violations(rule, ingress({ protocol: "-1", fromPort: 0, toPort: 0 })), [
      `ingress[0] must not open ports 0-65535 to 0.0.0.0/0, which includes 22, 3389, 10250.\n${fix}`,
    ]);
  });

  it("rules that are separate resources", () => {
    const own = {
      old: {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        properties: {
          type: "ingress",
          protocol: "udp",
          fromPort: 7000,
          toPort: 7999,
          cidrBlocks: ["0.0.0.0/0"],
        },
      },
      current: {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        properties: { ipProtocol: "tcp", fromPort: 8443, toPort: 8443, cidrIpv6: "::/0" },
      },
    };
    assert.deepEqual(violations(rule, own), [
      `The rule must not open ports 7000-7999 to 0.0.0.0/0.\n${fix}`,
      `The rule must not open port 8443 to ::/0.\n${fix}`,
    ]);
    const given = { [rule.id]: { properties: { allowedPorts: ["7000-7999", "8443"] } } };
    assert.equal(verdict(rule, own, { given }), "pass");
  });
});

describe("network-open-ingress accepts", () => {
  it("listed addresses, other security groups, ICMP and egress rules", () => {
    assert.equal(verdict(rule, ingress({ cidrBlocks: ["203.0.113.0/24"] })), "pass");
    assert.equal(verdict(rule, ingress({ cidrBlocks: undefined, self: true })), "pass");
    assert.equal(verdict(rule, ingress({ protocol: "icmp", fromPort: -1, toPort: -1 })), "pass");
    const out = {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      properties: {
        type: "egress",
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        cidrBlocks: ["0.0.0.0/0"],
      },
    };
    assert.equal(verdict(rule, { out }), "pass");
  });
});
