import assert from "node:assert/strict";
import { routingFlowLogs as rule } from "../../../../policy/rules/custom-routing/routing-flow-logs";
import { judge, notYet, spoil, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;

describe("routing-flow-logs", () => {
  it("refuses an accelerator without flow logs, explicitly or by default", () => {
    const wanted = [`attributes.flowLogsEnabled must be true; it is not set.\n${fix}`];
    assert.deepEqual(violations(rule, rule.fails), wanted);
    assert.deepEqual(violations(rule, spoil(rule.fails, "games", { attributes: {} })), wanted);
    const off = spoil(rule.passes, "games", { attributes: { flowLogsEnabled: false } });
    assert.deepEqual(violations(rule, off), [
      `attributes.flowLogsEnabled must be true; it is false.\n${fix}`,
    ]);
  });

  it("refuses flow logs without a bucket", () => {
    const nowhere = spoil(rule.passes, "games", { attributes: { flowLogsEnabled: true } });
    assert.deepEqual(violations(rule, nowhere), [
      `attributes.flowLogsS3Bucket must be set, because flow logs are enabled.\n${fix}`,
    ]);
  });

  it("checks standard accelerators too", () => {
    const standard = (properties: Record<string, unknown> | undefined) => ({
      web: {
        type: "aws:globalaccelerator/accelerator:Accelerator",
        ...(properties && { properties }),
      },
    });
    assert.equal(violations(rule, standard(rule.fails["games"]?.properties)).length, 1);
    assert.deepEqual(judge([rule], standard(rule.passes["games"]?.properties)), []);
  });

  it("accepts a bucket that is not created yet", () => {
    const bucket = { flowLogsEnabled: true, flowLogsS3Bucket: notYet, flowLogsS3Prefix: "games/" };
    assert.deepEqual(judge([rule], spoil(rule.passes, "games", { attributes: bucket })), []);
  });
});
