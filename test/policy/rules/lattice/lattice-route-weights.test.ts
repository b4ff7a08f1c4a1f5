import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { latticeRouteWeights as rule } from "../../../../policy/rules/lattice/lattice-route-weights";
import { judge, notYet, spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;
const limits = "Fix: Reduce the weights of the rule in proportion, or split the rule.";

/** A route with one rule for each list of weights, and its Gateway. */
function route(rules: (number | undefined)[][], gatewayClassName = "amazon-vpc-lattice"): Example {
  const spec = {
    parentRefs: [{ name: "shop" }],
    rules: rules.map((weights) => ({
      backendRefs: weights.map((weight) => ({ name: "checkout", port: 80, weight })),
    })),
  };
  return {
    ...spoil(rule.passes, "checkout", { spec }),
    shop: {
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      properties: { metadata: { name: "shop", namespace: "shop" }, spec: { gatewayClassName } },
    },
  };
}

const many = Array.from({ length: 11 }, () => 1);

describe("lattice-route-weights refuses", () => {
  it("a weight that is missing beside others, in any rule", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `spec.rules[0].backendRefs[1].weight must be set, because other backends of the rule have one; it is not set, which means 1.\n${fix}`,
    ]);
    assert.deepEqual(
      violations(
        rule,
        route([
          [1, 2],
          [undefined, 0],
        ]),
      ),
      [
        `spec.rules[1].backendRefs[0].weight must be set, because other backends of the rule have one; it is not set, which means 1.\n${fix}`,
      ],
    );
  });

  it("weights that are all 0", () => {
    assert.deepEqual(violations(rule, route([[0, 0]])), [
      `spec.rules[0].backendRefs must have a weight above 0; all are 0.\n${fix}`,
    ]);
  });

  it("weights and numbers of backends above the limits of VPC Lattice", () => {
    assert.deepEqual(violations(rule, route([[1000, 999], many])), [
      `spec.rules[0].backendRefs[0].weight must be 0 to 999 for VPC Lattice; it is 1000.\n${limits}`,
      `spec.rules[1].backendRefs must list at most 10 backends for VPC Lattice; it lists 11.\n${limits}`,
    ]);
  });

  it("missing weights in every kind and version of routes", () => {
    for (const type of rule.types.filter((each) => each.startsWith("kubernetes:"))) {
      const example = { checkout: { ...route([[0]])["checkout"]!, type } };
      assert.equal(violations(rule, example).length, 1, type);
    }
  });

  it("weights that are all 0 or too high in listeners and rules of VPC Lattice", () => {
    const targetGroups = [{ targetGroupIdentifier: "tg-1", weight: 0 }];
    const example = {
      rule: {
        type: "aws:vpclattice/listenerRule:ListenerRule",
        properties: { action: { forward: { targetGroups } } },
      },
      listener: {
        type: "aws:vpclattice/listener:Listener",
        properties: {
          defaultAction: { forwards: [{ targetGroups: [{ weight: 1000 }, { weight: 1 }] }] },
        },
      },
    };
    assert.deepEqual(violations(rule, example), [
      `action.forward.targetGroups must have a weight above 0; all are 0.\n${fix}`,
      `defaultAction.forwards[0].targetGroups[0].weight must be 0 to 999 for VPC Lattice; it is 1000.\n${limits}`,
    ]);
  });
});

describe("lattice-route-weights accepts", () => {
  it("equal shares, one backend, and a backend that gets nothing", () => {
    const accepted = route([
      [undefined, undefined],
      [undefined],
      [0, 100],
      [999],
      [],
      many.slice(1),
    ]);
    assert.deepEqual(judge([rule], accepted), []);
  });

  it("actions that forward nothing", () => {
    const fixedResponse = { statusCode: 404 };
    const example = {
      rule: {
        type: "aws:vpclattice/listenerRule:ListenerRule",
        properties: { action: { fixedResponse } },
      },
      listener: {
        type: "aws:vpclattice/listener:Listener",
        properties: { defaultAction: { fixedResponse } },
      },
    };
    assert.deepEqual(judge([rule], example), []);
  });

  it("high weights of other gateways, but not missing ones", () => {
    assert.deepEqual(judge([rule], route([[1_000_000, 1], many], "nginx")), []);
    assert.equal(verdict(rule, route([[0, 0]], "nginx")), "fail");
  });
});

describe("lattice-route-weights", () => {
  it("recognizes the stack's own class of VPC Lattice and a Gateway in another namespace", () => {
    const own = {
      ...route([[1000]], "internal"),
      internal: {
        type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
        properties: {
          metadata: { name: "internal" },
          spec: { controllerName: "application-networking.k8s.aws/gateway-api-controller" },
        },
      },
    };
    assert.equal(verdict(rule, own), "fail");
    const parentRefs = [{ kind: "Gateway", name: "shop", namespace: "edge" }];
    const { rules } = route([[1000]])["checkout"]!.properties!["spec"] as { rules: object[] };
    const crossing = spoil(route([[1000]]), "checkout", { spec: { parentRefs, rules } });
    const metadata = { name: "shop", namespace: "edge" };
    assert.equal(verdict(rule, spoil(crossing, "shop", { metadata })), "fail");
    assert.equal(verdict(rule, crossing), "pass");
  });

  it("does not check weights whose Gateway is in another stack", () => {
    const { checkout } = route([[1000]]);
    assert.deepEqual(
      judge([rule], { checkout: checkout! }).map(({ message }) => message.split("\n")[1]),
      ["lattice-route-weights on checkout: whether its Gateway is VPC Lattice's"],
    );
  });

  it("reports unknown weights, and an unknown Gateway of high weights", () => {
    const spec = { rules: [{ backendRefs: [{ name: "checkout", weight: notYet }] }] };
    assert.equal(verdict(rule, spoil(rule.passes, "checkout", { spec })), "unknown");
    const dark = { metadata: { name: notYet } };
    assert.equal(verdict(rule, spoil(route([[1000]]), "shop", dark)), "unknown");
    assert.equal(verdict(rule, spoil(route([[999]]), "shop", dark)), "pass");
  });
});
