import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { latticePrefixListIngress as rule } from "../../../../policy/rules/lattice/lattice-prefix-list-ingress";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";

const none = `Security groups of the stack must allow the prefix lists of VPC Lattice; they allow none.\nFix: ${rule.fix}`;
const one = `Security groups of the stack must allow the prefix lists of VPC Lattice for IPv4 and for IPv6; they allow one.\nFix: ${rule.fix}`;

const bare = without(rule.fails, "ipv4");

/** The failing example without its rule, and a security group with these instead. */
const nodes = (...ingress: object[]): Example => ({
  ...bare,
  nodes: { type: "aws:ec2/securityGroup:SecurityGroup", properties: { ingress } },
});

const opened = (source: object) => ({ protocol: "tcp", fromPort: 0, toPort: 65535, ...source });
const lists = (...prefixListIds: string[]) => opened({ prefixListIds });

const configured = (properties: Record<string, unknown>) => ({
  given: { [rule.id]: { properties } },
});

describe("lattice-prefix-list-ingress refuses", () => {
  it("a stack that allows no prefix list, one of two, or one twice", () => {
    assert.deepEqual(violations(rule, bare), [none]);
    assert.deepEqual(violations(rule, rule.fails), [one]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [one]);
    assert.deepEqual(violations(rule, nodes(lists("pl-1"), lists("pl-1"))), [one]);
  });

  it("prefix lists of the stack, for UDP, or in egress rules", () => {
    const own = { type: "aws:ec2/managedPrefixList:ManagedPrefixList", properties: { name: "us" } };
    assert.deepEqual(violations(rule, { ...nodes(lists("pl-1", "${own.id}")), own }), [one]);
    const udp = { ...lists("pl-1", "pl-2"), protocol: "udp" };
    assert.deepEqual(violations(rule, nodes(udp)), [none]);
    const out = spoil(nodes(), "nodes", { egress: [lists("pl-1", "pl-2")] });
    assert.deepEqual(violations(rule, out), [none]);
  });

  it("prefix lists that the configuration does not name", () => {
    const example = nodes(lists("pl-1", "pl-2", "pl-3"));
    const how = configured({ prefixLists: ["pl-2", "pl-9"] });
    assert.deepEqual(violations(rule, example, how), [one]);
    assert.deepEqual(violations(rule, example, configured({ prefixLists: ["pl-2", "pl-3"] })), []);
  });

  it("a cluster without any security group of the stack", () => {
    assert.deepEqual(violations(rule, { ...bare, ipv6: opened6() }), [one]);
  });
});

/** An older rule, which is a resource of its own. */
function opened6() {
  return {
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    properties: {
      type: "ingress",
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      ipv6CidrBlocks: ["::/0"],
      securityGroupId: "sg-1",
    },
  };
}

describe("lattice-prefix-list-ingress accepts", () => {
  it("two lists, inline or in separate rules", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    assert.deepEqual(judge([rule], nodes(lists("pl-1", "pl-2"))), []);
  });

  it("all addresses of one IP version in place of its list", () => {
    const open = { ...nodes(lists("pl-1")), ipv6: opened6() };
    assert.equal(verdict(rule, open), "pass");
    const both = opened({ cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] });
    assert.equal(verdict(rule, nodes(both)), "pass");
    assert.equal(verdict(rule, nodes(opened({ cidrBlocks: ["10.0.0.0/16"] }))), "fail");
  });

  it("one list if the configuration limits pods to IPv4", () => {
    assert.equal(verdict(rule, rule.fails, configured({ ipv4Only: true })), "pass");
    assert.equal(verdict(rule, bare, configured({ ipv4Only: true })), "fail");
  });

  it("classes of other controllers", () => {
    const spec = { controllerName: "example.com/nginx" };
    assert.equal(verdict(rule, spoil(rule.fails, "lattice", { spec })), "pass");
  });
});

describe("lattice-prefix-list-ingress", () => {
  it("does not check a stack without a cluster and security groups", () => {
    assert.deepEqual(
      judge([rule], without(bare, "cluster")).map(({ message }) => message.split("\n")[1]),
      ["lattice-prefix-list-ingress on lattice: the security groups of its cluster"],
    );
    const elsewhere = spoil(without(rule.fails, "cluster"), "ipv4", { securityGroupId: "sg-1" });
    assert.equal(verdict(rule, elsewhere), "fail");
  });

  it("reports unknown lists that could be enough", () => {
    assert.deepEqual(
      [
        nodes(lists("pl-1", notYet)),
        nodes(opened({ prefixListIds: notYet })),
        spoil(nodes(), "nodes", { ingress: notYet }),
      ].flatMap((example) => judge([rule], example).map(({ message }) => message)),
      [
        "Not checked yet: what a security group allows is not known during preview.",
        "Not checked yet: what a security group allows is not known during preview.",
        "Not checked yet: what nodes allows is not known during preview.",
      ],
    );
    assert.deepEqual(violations(rule, nodes(lists(notYet))), [none]);
  });
});
