import assert from "node:assert/strict";
import { routingSubnetsPrivate as rule } from "../../../../policy/rules/custom-routing/routing-subnets-private";
import { judge, notYetOf, spoil, verdict, violations } from "../../harness/judging";
import { addedBy } from "./endpoint-groups";

const open = `Endpoint subnet pods must be private; it is public.\nFix: ${rule.fix}`;
const toSize = "Fix: Route to a subnet of that size.";

describe("routing-subnets-private refuses", () => {
  it("a subnet that assigns public addresses, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [open]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [open]);
  });

  it("a public subnet that another resource adds to the group", () => {
    const added = addedBy("pulumi-python:dynamic:Resource", rule.fails);
    assert.deepEqual(violations(rule, added), [open]);
  });

  it("a subnet whose default route is an internet gateway", () => {
    const routed = {
      ...rule.passes,
      table: {
        type: "aws:ec2/routeTable:RouteTable",
        properties: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
      },
      association: {
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        properties: { subnetId: "${pods.id}", routeTableId: "${table.id}" },
      },
    };
    assert.deepEqual(violations(rule, routed), [open]);
  });

  it("subnets of other sizes and IPv6-only subnets", () => {
    const sized = (cidrBlock?: string, more = {}) =>
      violations(rule, spoil(rule.passes, "pods", { cidrBlock, ...more }));
    const sizes = (prefix: number) => [
      `Endpoint subnet pods must be /28 to /17; it is a /${prefix}.\n${toSize}`,
    ];
    assert.deepEqual(sized("10.0.0.0/16"), sizes(16));
    assert.deepEqual(sized("10.0.0.0/17"), []);
    assert.deepEqual(sized("10.0.0.0/28"), []);
    assert.deepEqual(sized("10.0.0.0/29"), sizes(29));
    assert.deepEqual(
      sized(undefined, { ipv4IpamPoolId: "ipam-1", ipv4NetmaskLength: 16 }),
      sizes(16),
    );
    assert.deepEqual(sized(undefined, { ipv6Native: true }), [
      `Endpoint subnet pods must have an IPv4 block; it has none.\n${toSize}`,
    ]);
  });
});

describe("routing-subnets-private", () => {
  it("accepts public subnets by configuration, but only of the right size", () => {
    const given = { [rule.id]: { properties: { allowPublic: true } } };
    assert.deepEqual(judge([rule], rule.fails, { given }), []);
    const large = spoil(rule.fails, "pods", { cidrBlock: "10.0.0.0/16" });
    assert.equal(verdict(rule, large, { given }), "fail");
  });

  it("accepts private subnets, also during preview", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
  });

  it("reports as unknown which of two subnets it is if one is public", () => {
    const other = rule.passes["pods"]!;
    const configured = { endpointConfigurations: [{ endpointId: notYetOf("pods", "other") }] };
    const either = (example: typeof rule.fails) =>
      judge([rule], spoil({ ...example, other }, "games", configured), { preview: true });
    assert.deepEqual(
      either(rule.fails).map(({ message }) => message),
      ["Not checked yet: a subnet of this endpoint group is not known during preview."],
    );
    assert.deepEqual(either(rule.passes), []);
  });
});
