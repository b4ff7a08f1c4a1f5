import assert from "node:assert/strict";
import {
  canonicalQuantity,
  compareQuantities,
  isQuantity,
} from "../../../simulator/kubernetes/quantity";
import { meaningOf, patchTokenOf, tokenFor } from "../../../simulator/kubernetes/token";
import { cronProblem } from "../../../simulator/kubernetes/validation/cron";

describe("Quantities", () => {
  for (const [given, canonical] of [
    ["0.5", "500m"],
    ["1.5Gi", "1536Mi"],
    ["1024Mi", "1Gi"],
    ["1000m", "1"],
    ["1e3", "1e3"],
    ["0.1Gi", "107374182400m"],
    ["-2000", "-2k"],
    [".5", "500m"],
    ["0", "0"],
    [2, "2"],
  ] as const) {
    it(`are written by the server in one way: ${given} as ${canonical}`, () => {
      assert.equal(canonicalQuantity(given), canonical);
    });
  }

  it("have the suffixes of Kubernetes, and no others", () => {
    for (const text of ["1", "1m", "1k", "1M", "1Ki", "1Ei", "1E", "1e-3", "+1"])
      assert.ok(isQuantity(text), text);
    for (const text of ["", "1GB", "1K", "one", "1 Gi", "1.2.3", "Gi"])
      assert.ok(!isQuantity(text), text);
  });

  it("are compared by what they amount to", () => {
    assert.equal(compareQuantities("1000m", "1"), 0);
    assert.equal(compareQuantities("1Gi", "1G"), 1);
    assert.equal(compareQuantities("-1", "1m"), -1);
  });
});

describe("Schedules", () => {
  it("have five fields, or a short form", () => {
    for (const text of [
      "0 3 * * 1-5",
      "*/5 * * * *",
      "0 0 1 jan sun",
      "0,30 8-18/2 ? * *",
      "@daily",
    ])
      assert.equal(cronProblem(text), undefined, text);
  });

  for (const [schedule, problem] of [
    ["0 3 * *", "expected exactly 5 fields, found 4: [0 3 * *]"],
    ["@fortnightly", "unrecognized descriptor: @fortnightly"],
    ["60 * * * *", "end of range (60) above maximum (59): 60"],
    ["* * 0 * *", "beginning of range (0) below minimum (1): 0"],
    ["5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"],
    ["*/0 * * * *", "step of range should be a positive number: */0"],
    ["1/2/3 * * * *", "too many slashes: 1/2/3"],
    ["1-2-3 * * * *", "too many hyphens: 1-2-3"],
    ["noon * * * *", "failed to parse int from noon"],
    ["TZ=UTC 0 3 * * *", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"],
  ] as const) {
    it(`are refused: ${schedule}`, () => assert.equal(cronProblem(schedule), problem));
  }
});

describe("Type tokens of the Kubernetes package", () => {
  it("stand for an API version and a kind", () => {
    assert.deepEqual(meaningOf("kubernetes:core/v1:Pod"), {
      ...{ apiVersion: "v1", kind: "Pod", isPatch: false },
    });
    assert.deepEqual(meaningOf("kubernetes:apps/v1:DeploymentPatch"), {
      ...{ apiVersion: "apps/v1", kind: "Deployment", isPatch: true },
    });
    assert.deepEqual(meaningOf("kubernetes:example.com/v1:HotPatch", "HotPatch"), {
      ...{ apiVersion: "example.com/v1", kind: "HotPatch", isPatch: false },
    });
    assert.equal(tokenFor("v1", "Pod"), "kubernetes:core/v1:Pod");
    assert.equal(
      patchTokenOf({ group: "apps", version: "v1", kind: "Deployment" }),
      "kubernetes:apps/v1:DeploymentPatch",
    );
  });
});
