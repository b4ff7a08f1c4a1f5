import assert from "node:assert/strict";
import { routingListenerFits as rule } from "../../../../policy/rules/custom-routing/routing-listener-fits";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";
import { addedBy } from "./endpoint-groups";

const fix = `Fix: ${rule.fix}`;
const short = `portRanges must have 2560 ports for the destinations; it has 1024.\n${fix}`;

const ranges = (...portRanges: object[]) => spoil(rule.passes, "listener", { portRanges });

const second = {
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: "vpc-1", availabilityZone: "us-east-1b", cidrBlock: "10.0.1.0/25" },
};

const endpoints = (...ids: string[]) => ({
  endpointConfigurations: ids.map((endpointId) => ({ endpointId })),
});

describe("routing-listener-fits refuses", () => {
  it("fewer ports than addresses times ports, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [short]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [short]);
  });

  it("too few ports for several protocols and ranges, with overlapping ranges counted once", () => {
    const destinationConfigurations = [
      { fromPort: 7000, toPort: 7009, protocols: ["TCP", "UDP"] },
      { fromPort: 8000, toPort: 8000, protocols: ["TCP"] },
    ];
    const overlapping = [
      { fromPort: 1000, toPort: 1999 },
      { fromPort: 1500, toPort: 2499 },
    ];
    const example = spoil(ranges(...overlapping), "games", { destinationConfigurations });
    assert.deepEqual(violations(rule, example), [
      `portRanges must have ${256 * 21} ports for the destinations; it has 1500.\n${fix}`,
    ]);
  });

  it("too few ports for all subnets and endpoint groups together", () => {
    const subnets = spoil(
      { ...rule.passes, second },
      "games",
      endpoints("${pods.id}", "${second.id}"),
    );
    const more = { ...rule.passes, second, more: { ...rule.passes["games"]! } };
    const groups = spoil(more, "more", endpoints("${second.id}"));
    const wanted = [`portRanges must have 3840 ports for the destinations; it has 2560.\n${fix}`];
    assert.deepEqual(violations(rule, subnets), wanted);
    assert.deepEqual(violations(rule, groups), wanted);
    const other = spoil(groups, "more", { listenerArn: "arn:of-another-listener" });
    assert.deepEqual(violations(rule, other), []);
  });

  for (const type of ["pulumi-nodejs:dynamic/games:Endpoint", "command:local:Command"]) {
    it(`subnets that something else adds to the group: ${type}`, () => {
      assert.deepEqual(violations(rule, addedBy(type, rule.fails)), [short]);
      assert.deepEqual(violations(rule, addedBy(type, rule.fails), { preview: true }), [short]);
    });
  }

  it("short ranges and too many ranges, before anything is created", () => {
    assert.deepEqual(
      violations(rule, { listener: ranges({ fromPort: 80, toPort: 94 })["listener"]! }),
      ["portRanges[0] (80-94) must have at least 16 ports; it has 15.\nFix: Extend the range."],
    );
    const eleven = Array.from({ length: 11 }, (_, at) => ({
      fromPort: 1000 + 1000 * at,
      toPort: 1999 + 1000 * at,
    }));
    assert.deepEqual(violations(rule, ranges(...eleven)), [
      "portRanges must list at most 10 ranges; it lists 11.\nFix: Merge adjacent ranges.",
    ]);
    assert.deepEqual(violations(rule, ranges(...eleven.slice(1))), []);
  });
});

describe("routing-listener-fits accepts", () => {
  it("exactly as many ports as needed, in one or more ranges", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const two = ranges({ fromPort: 1, toPort: 16 }, { fromPort: 101, toPort: 2644 });
    assert.deepEqual(judge([rule], two), []);
    assert.equal(verdict(rule, ranges({ fromPort: 1, toPort: 2559 })), "fail");
  });

  it("AWS resources that use the group and subnets for other purposes", () => {
    assert.deepEqual(judge([rule], addedBy("aws:lambda/function:Function", rule.fails)), []);
  });
});

describe("routing-listener-fits", () => {
  it("does not check subnets of other stacks", () => {
    const example = spoil(rule.passes, "games", endpoints("${pods.id}", "subnet-9"));
    assert.deepEqual(
      judge([rule], example).map(({ message }) => message.split("\n")[1]),
      ["routing-listener-fits on listener: the size of subnet-9 in games"],
    );
  });

  it("reports unknown subnets only if the result depends on them", () => {
    const either = (example: typeof rule.passes) =>
      spoil({ ...example, second }, "games", endpoints(notYetOf("pods", "second")));
    const messages = (example: typeof rule.passes) =>
      judge([rule], example, { preview: true }).map(({ message }) => message);
    const dark = ["Not checked yet: a subnet of an endpoint group is not known during preview."];
    assert.deepEqual(messages(either(rule.passes)), dark);
    assert.deepEqual(messages(either(ranges({ fromPort: 1024, toPort: 4863 }))), []);
    assert.deepEqual(messages(spoil(rule.passes, "games", endpoints(notYet))), dark);
    assert.deepEqual(messages(spoil(rule.passes, "games", { listenerArn: notYet })), [
      "Not checked yet: the listener of games is not known during preview.",
    ]);
  });
});
