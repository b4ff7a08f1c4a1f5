import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { routingClientIngress as rule } from "../../../../policy/rules/custom-routing/routing-client-ingress";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";
import { addedBy } from "./endpoint-groups";

const closed = (ports: string) =>
  `A security group must allow clients on ${ports} of the destinations; none does.\nFix: ${rule.fix}`;

const open = { protocol: "udp", fromPort: 7000, toPort: 7009, cidrBlocks: ["203.0.113.0/24"] };

/** The passing example with other rules in its security group. */
const admitting = (...ingress: object[]) => spoil(rule.passes, "nodes", { ingress });

/** The passing example with a rule beside the group. */
function beside(properties: object, securityGroupId = "${nodes.id}"): Example {
  const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  const ingress = { ipProtocol: "udp", fromPort: 7000, toPort: 7009, cidrIpv4: "203.0.113.0/24" };
  return {
    ...admitting(),
    clients: { type, properties: { ...ingress, securityGroupId, ...properties } },
  };
}

const cluster = {
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: { vpcConfig: { subnetIds: ["${pods.id}"] } },
  },
};

describe("routing-client-ingress refuses", () => {
  it("ports that no group allows, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [closed("UDP 7005-7009")]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [closed("UDP 7005-7009")]);
  });

  it("each protocol and destination that no group allows", () => {
    const destinationConfigurations = [
      { fromPort: 7000, toPort: 7009, protocols: ["TCP", "UDP"] },
      { fromPort: 8000, toPort: 8000, protocols: ["UDP"] },
    ];
    const example = spoil(rule.passes, "games", { destinationConfigurations });
    assert.deepEqual(violations(rule, example), [closed("TCP 7000-7009"), closed("UDP 8000")]);
  });

  it("rules for private addresses and for other groups", () => {
    for (const source of [
      { cidrBlocks: ["10.0.0.0/16"] },
      { cidrBlocks: ["172.16.0.0/12", "192.168.1.0/24", "100.64.0.0/10"] },
      { cidrBlocks: [], ipv6CidrBlocks: ["::/0"] },
      { cidrBlocks: undefined, self: true },
      { cidrBlocks: undefined, securityGroups: ["sg-1"] },
    ]) {
      assert.deepEqual(violations(rule, admitting({ ...open, ...source })), [
        closed("UDP 7000-7009"),
      ]);
    }
  });

  it("egress rules, and ingress rules in another VPC", () => {
    const out = spoil(admitting(), "nodes", { egress: [open] });
    assert.deepEqual(violations(rule, out), [closed("UDP 7000-7009")]);
    const elsewhere = spoil(rule.passes, "nodes", { vpcId: "vpc-9" });
    assert.deepEqual(violations(rule, elsewhere), [closed("UDP 7000-7009")]);
    const near = beside({}, "${cluster.id}");
    const away = { second: { ...rule.passes["pods"]!, properties: { vpcId: "vpc-9" } } };
    const other = spoil({ ...near, ...away, ...cluster }, "cluster", {
      vpcConfig: { subnetIds: ["${second.id}"] },
    });
    assert.deepEqual(violations(rule, other), [closed("UDP 7000-7009")]);
  });

  it("missing rules for subnets that another resource adds to the group", () => {
    const added = addedBy("pulumi-nodejs:dynamic/games:Endpoint", rule.fails);
    assert.deepEqual(violations(rule, added), [closed("UDP 7005-7009")]);
  });
});

describe("routing-client-ingress accepts", () => {
  it("several rules that allow the ports together, and a rule for all protocols", () => {
    const together = [
      { ...open, toPort: 7003 },
      { ...open, protocol: "17", fromPort: 7004 },
    ];
    assert.equal(verdict(rule, admitting(...together)), "pass");
    assert.equal(verdict(rule, admitting({ ...open, protocol: "-1", toPort: 0 })), "pass");
  });

  it("lists of addresses, and public addresses among others", () => {
    const list = { ...open, cidrBlocks: undefined, prefixListIds: ["pl-1"] };
    assert.equal(verdict(rule, admitting(list)), "pass");
    const mixed = { ...open, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] };
    assert.equal(verdict(rule, admitting(mixed)), "pass");
  });

  it("separate rules, and rules of the cluster's group and of groups of other stacks", () => {
    assert.equal(verdict(rule, beside({})), "pass");
    assert.equal(verdict(rule, { ...beside({}, "${cluster.id}"), ...cluster }), "pass");
    assert.equal(verdict(rule, beside({}, "sg-9")), "pass");
    assert.equal(verdict(rule, beside({ toPort: 7008 })), "fail");
  });
});

describe("routing-client-ingress", () => {
  it("does not check subnets of other stacks", () => {
    const foreign = spoil(without(rule.fails, "pods"), "games", {
      endpointConfigurations: [{ endpointId: "subnet-9" }],
    });
    assert.deepEqual(
      judge([rule], foreign).map(({ message }) => message.split("\n")[1]),
      ["routing-client-ingress on games: the security groups of its subnets"],
    );
  });

  it("reports unknown ports or addresses that could be enough", () => {
    assert.deepEqual(
      [
        spoil(rule.fails, "nodes", { ingress: notYet }),
        admitting({ ...open, cidrBlocks: [notYet] }),
      ].flatMap((example) => judge([rule], example).map(({ message }) => message)),
      [
        "Not checked yet: what nodes allows is not known during preview.",
        "Not checked yet: what a security group allows is not known during preview.",
      ],
    );
    const short = admitting({ ...open, toPort: 7008, cidrBlocks: [notYet] });
    assert.deepEqual(violations(rule, short), [closed("UDP 7000-7009")]);
  });
});
