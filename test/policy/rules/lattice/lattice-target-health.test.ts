import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { latticeTargetHealth as rule } from "../../../../policy/rules/lattice/lattice-target-health";
import { judge, notYet, spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;

const healthCheck = (check?: object) =>
  spoil(rule.passes, "checkout", {
    spec: { targetRef: { kind: "Service", name: "checkout" }, healthCheck: check },
  });

/** A route to Service checkout and the Gateway of the route. */
function routed(backend: object = {}, gatewayClassName = "amazon-vpc-lattice"): Example {
  const backendRefs = [{ name: "checkout", port: 80, ...backend }];
  return {
    shop: {
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      properties: { metadata: { name: "shop", namespace: "shop" }, spec: { gatewayClassName } },
    },
    route: {
      type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      properties: {
        metadata: { name: "route", namespace: "shop" },
        spec: { parentRefs: [{ name: "shop" }], rules: [{ backendRefs }, { backendRefs }] },
      },
    },
  };
}

const bare = (namespace = "shop") =>
  `Service checkout of namespace ${namespace} must have a TargetGroupPolicy; the stack has none for it.\n${fix}`;

describe("lattice-target-health refuses", () => {
  it("a health check that is disabled or missing", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `spec.healthCheck.enabled must be true; it is false.\n${fix}`,
    ]);
    assert.deepEqual(violations(rule, healthCheck()), [`spec.healthCheck must be set.\n${fix}`]);
  });

  it("values outside of the ranges of VPC Lattice", () => {
    assert.deepEqual(violations(rule, healthCheck({ enabled: true, intervalSeconds: 4 })), [
      "spec.healthCheck.intervalSeconds: 4 is not a whole number from 5 to 300. Choose one in the range, or leave it out for VPC Lattice's default.",
    ]);
  });

  it("a target group of AWS with a disabled health check", () => {
    const group = (check?: object) => ({
      group: {
        type: "aws:vpclattice/targetGroup:TargetGroup",
        properties: { type: "IP", config: { port: 80, healthCheck: check } },
      },
    });
    assert.deepEqual(violations(rule, group({ enabled: false })), [
      "config.healthCheck.enabled must be true; it is false.\nFix: Enable the health check, with a path that shows whether a target works.",
    ]);
    assert.deepEqual(judge([rule], group({ enabled: true })), []);
    assert.deepEqual(judge([rule], group()), []);
    const type = "aws:vpclattice/targetGroup:TargetGroup";
    assert.deepEqual(judge([rule], { lambda: { type, properties: { type: "LAMBDA" } } }), []);
  });

  it("a route to a Service without a policy, or with a policy of another Service", () => {
    assert.deepEqual(violations(rule, routed()), [bare()]);
    assert.deepEqual(violations(rule, { ...rule.passes, ...routed({ namespace: "pay" }) }), [
      bare("pay"),
    ]);
    const other = spoil({ ...rule.passes, ...routed() }, "checkout", {
      spec: { targetRef: { kind: "Service", name: "cart" }, healthCheck: { enabled: true } },
    });
    assert.deepEqual(violations(rule, other), [bare()]);
  });
});

describe("lattice-target-health accepts", () => {
  it("a route to a Service with a policy", () => {
    assert.deepEqual(judge([rule], { ...rule.passes, ...routed() }, { preview: true }), []);
  });

  it("routes of other gateways, and backends that are not Services", () => {
    assert.deepEqual(judge([rule], routed({}, "nginx")), []);
    assert.deepEqual(judge([rule], routed({ kind: "ServiceImport" })), []);
  });
});

describe("lattice-target-health", () => {
  it("does not check routes whose Gateway is in another stack", () => {
    const { route } = routed();
    assert.deepEqual(
      judge([rule], { route: route! }).map(({ message }) => message.split("\n")[1]),
      ["lattice-target-health on route: whether its Gateway is VPC Lattice's"],
    );
  });

  it("reports a policy whose Service is unknown", () => {
    const dark = { targetRef: { name: notYet }, healthCheck: { enabled: true } };
    const example = spoil({ ...rule.passes, ...routed() }, "checkout", { spec: dark });
    assert.deepEqual(
      judge([rule], example).map(({ message }) => message),
      ["Not checked yet: the target of a TargetGroupPolicy is not known during preview."],
    );
    assert.equal(verdict(rule, healthCheck({ enabled: notYet })), "unknown");
  });
});
