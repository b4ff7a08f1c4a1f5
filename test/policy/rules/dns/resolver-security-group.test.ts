import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { resolverSecurityGroup as rule } from "../../../../policy/rules/dns/resolver-security-group";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";

const closed = (way: string, port: string) =>
  `The security groups of this endpoint must allow ${way} ${port}; no rule does.\nFix: ${rule.fix}`;

const opened = (protocol: string, from = 53, to = from) => ({
  protocol,
  fromPort: from,
  toPort: to,
  cidrBlocks: ["10.1.0.0/16"],
});

const group = (properties: Record<string, unknown>) =>
  spoil(rule.passes, "dns", { ingress: undefined, ...properties });

describe("resolver-security-group refuses", () => {
  it("UDP without TCP, TCP without UDP, and neither of them", () => {
    assert.deepEqual(violations(rule, rule.fails), [closed("inbound", "TCP 53")]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [
      closed("inbound", "TCP 53"),
    ]);
    assert.deepEqual(violations(rule, group({ ingress: [opened("6", 1, 1024)] })), [
      closed("inbound", "UDP 53"),
    ]);
    assert.deepEqual(violations(rule, group({ ingress: [opened("udp", 54, 1024)] })), [
      closed("inbound", "UDP 53"),
      closed("inbound", "TCP 53"),
    ]);
  });

  it("an outbound endpoint without egress rules", () => {
    const outbound = spoil(rule.passes, "inbound", { direction: "OUTBOUND" });
    assert.deepEqual(violations(rule, outbound), [
      closed("outbound", "UDP 53"),
      closed("outbound", "TCP 53"),
    ]);
    const egress = [opened("-1", 0, 0)];
    assert.deepEqual(judge([rule], spoil(outbound, "dns", { egress })), []);
    const delegation = spoil(rule.fails, "inbound", { direction: "INBOUND_DELEGATION" });
    assert.deepEqual(violations(rule, delegation), [closed("inbound", "TCP 53")]);
  });

  it("DNS over HTTPS without port 443, and DNS without port 53", () => {
    const spoken = (...protocols: string[]) => spoil(rule.passes, "inbound", { protocols });
    assert.deepEqual(violations(rule, spoken("DoH", "Do53")), [closed("inbound", "TCP 443")]);
    assert.deepEqual(violations(rule, spoken("DoH-FIPS")), [closed("inbound", "TCP 443")]);
    assert.deepEqual(violations(rule, spoil(rule.fails, "inbound", { protocols: [] })), [
      closed("inbound", "TCP 53"),
    ]);
    const https = spoil(spoken("DoH"), "dns", { ingress: [opened("tcp", 443)] });
    assert.deepEqual(judge([rule], https), []);
  });

  it("ports that only another group of the stack opens", () => {
    const other = { other: { ...rule.passes["dns"]! } };
    assert.deepEqual(violations(rule, { ...rule.fails, ...other }), [closed("inbound", "TCP 53")]);
  });
});

describe("resolver-security-group accepts", () => {
  it("rules in the groups, separate rules, and several groups together", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const tcp: Example = {
      tcp: {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        properties: {
          securityGroupId: "${dns.id}",
          ipProtocol: "tcp",
          fromPort: 53,
          toPort: 53,
          cidrIpv4: "10.1.0.0/16",
        },
      },
    };
    assert.deepEqual(judge([rule], { ...rule.fails, ...tcp }, { preview: true }), []);
    const second = { second: spoil(rule.fails, "dns", { ingress: [opened("tcp")] })["dns"]! };
    const both = { securityGroupIds: ["${dns.id}", "${second.id}"] };
    assert.deepEqual(judge([rule], spoil({ ...rule.fails, ...second }, "inbound", both)), []);
  });
});

describe("resolver-security-group", () => {
  it("does not check groups of other stacks, unless those of this stack are enough", () => {
    const foreign = { securityGroupIds: ["${dns.id}", "sg-9"] };
    assert.deepEqual(
      judge([rule], spoil(rule.fails, "inbound", foreign)).map(
        ({ message }) => message.split("\n")[1],
      ),
      ["resolver-security-group on inbound: security group sg-9"],
    );
    assert.deepEqual(judge([rule], spoil(rule.passes, "inbound", foreign)), []);
  });

  it("reports an unknown group and unknown ports", () => {
    assert.deepEqual(
      [
        spoil(without(rule.fails, "dns"), "inbound", { securityGroupIds: notYet }),
        group({ ingress: notYet }),
      ].flatMap((example) => judge([rule], example).map(({ message }) => message)),
      [
        "Not checked yet: a security group is not known during preview.",
        "Not checked yet: what dns opens is not known during preview.",
      ],
    );
    assert.equal(verdict(rule, group({ ingress: [opened(notYet)] })), "unknown");
  });
});
