import assert from "node:assert/strict";
import { latticeAccessLogs as rule } from "../../../../policy/rules/lattice/lattice-access-logs";
import { judge, notYet, spoil, verdict, violations } from "../../harness/judging";

const missing = `The service network must have an access log; the stack has none for it.\nFix: ${rule.fix}`;

const policy = (kind: string, name: string) => ({
  log: {
    type: "kubernetes:application-networking.k8s.aws/v1alpha1:AccessLogPolicy",
    properties: { spec: { targetRef: { kind, name }, destinationArn: "arn:aws:s3:::logs" } },
  },
});

describe("lattice-access-logs", () => {
  it("refuses a network without access logs, or with logs of another network", () => {
    assert.deepEqual(violations(rule, rule.fails), [missing]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [missing]);
    const other = spoil(rule.passes, "logs", { resourceIdentifier: "svc-1" });
    assert.deepEqual(violations(rule, other), [missing]);
    assert.deepEqual(violations(rule, { ...rule.fails, ...policy("HTTPRoute", "shop") }), [
      missing,
    ]);
    assert.deepEqual(violations(rule, { ...rule.fails, ...policy("Gateway", "pay") }), [missing]);
  });

  it("checks networks of the controller too", () => {
    const net = {
      type: "kubernetes:application-networking.k8s.aws/v1alpha1:ServiceNetwork",
      properties: { metadata: { name: "shop" } },
    };
    assert.deepEqual(violations(rule, { net }), [missing]);
    assert.deepEqual(judge([rule], { net, ...policy("Gateway", "shop") }), []);
  });

  it("accepts a subscription by id or ARN, and a policy for the network's Gateway", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const byArn = spoil(rule.passes, "logs", { resourceIdentifier: "${shop.arn}" });
    assert.deepEqual(judge([rule], byArn), []);
    assert.deepEqual(judge([rule], { ...rule.fails, ...policy("Gateway", "shop") }), []);
  });

  it("reports a subscription with an unknown target", () => {
    const dark = spoil(rule.passes, "logs", { resourceIdentifier: notYet });
    assert.equal(verdict(rule, dark), "unknown");
  });
});
