import assert from "node:assert/strict";
import { whyStillWaiting } from "../../../simulator/kubernetes/wait-for";
import type { Properties } from "../../../simulator/values";

/** What a wait for `expression` says of an object of the third generation. */
const waiting = (expression: string | string[], status: Properties = {}): string | undefined => {
  const waitFor = typeof expression === "string" ? expression : JSON.stringify(expression);
  const annotations = { "pulumi.com/waitFor": waitFor };
  return whyStillWaiting({ metadata: { name: "shop", generation: 3, annotations }, status });
};

const ready = (more: Properties = {}): Properties => ({
  conditions: [{ type: "Ready", status: "True", ...more }],
});

describe("A wait for what a program names", () => {
  it("ends when a condition is true, in any spelling, or has another status that is named", () => {
    assert.equal(waiting("condition=Ready", ready()), undefined);
    assert.equal(waiting("condition=ready=TRUE", ready()), undefined);
    assert.equal(waiting("condition=Ready=False", ready({ status: "False" })), undefined);
  });

  it("goes on while a condition is not there, not true, or about an earlier state", () => {
    const timedOut = "timed out waiting for the condition: ";
    assert.equal(waiting("condition=Ready"), `${timedOut}it has no condition Ready`);
    assert.equal(
      waiting("condition=Ready", ready({ status: "False", message: "no nodes" })),
      `${timedOut}Ready is False: no nodes`,
    );
    assert.equal(
      waiting("condition=Ready", ready({ observedGeneration: 2 })),
      `${timedOut}the condition Ready is about an earlier state`,
    );
  });

  it("ends when a path selects something, or the value that is named", () => {
    assert.equal(waiting("jsonpath={.status.address}", { address: "203.0.113.1" }), undefined);
    const current = "@.type=='Ready' && @.observedGeneration==$.metadata.generation";
    const path = `jsonpath={.status.conditions[?${current}].status}=True`;
    assert.equal(waiting(path, ready({ observedGeneration: 3 })), undefined);
    assert.equal(
      waiting(path, ready({ observedGeneration: 2 })),
      `timed out waiting for the condition: {.status.conditions[?${current}].status} selected nothing`,
    );
    assert.equal(
      waiting("jsonpath={.status.phase}=Active", { phase: "Pending" }),
      'timed out waiting for the condition: {.status.phase} is "Pending", not "Active"',
    );
    assert.equal(
      waiting("jsonpath={.status.phase}", { phase: "Active", observedGeneration: 2 }),
      "timed out waiting for the condition: its status is about an earlier state",
    );
  });

  it("ends when all of a list have come true", () => {
    const both = ["condition=Ready", "jsonpath={.status.phase}=Active"];
    assert.equal(waiting(both, { ...ready(), phase: "Active" }), undefined);
    assert.match(waiting(both, ready()) ?? "", /\{\.status\.phase\} selected nothing$/);
  });

  it("says what is wrong with an expression", () => {
    assert.equal(waiting("Ready"), 'expected a "jsonpath=" or "condition=" prefix, got "Ready"');
    assert.equal(
      waiting("jsonpath=.status.phase"),
      ".status.phase should be wrapped in brackets { ... }",
    );
    assert.equal(waiting("jsonpath={.status.phase}="), "{.status.phase}= requires a value");
    assert.match(waiting("jsonpath={.status[?}") ?? "", /^parsing "\{\.status\[\?\}": /);
  });

  it("is over where nothing is named", () => {
    assert.equal(whyStillWaiting({ metadata: { name: "shop" } }), undefined);
  });
});
