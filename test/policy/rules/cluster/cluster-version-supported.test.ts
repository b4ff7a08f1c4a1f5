import assert from "node:assert/strict";
import { clusterVersionSupported as rule } from "../../../../policy/rules/cluster/cluster-version-supported";
import { spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Update the cluster, one minor version at a time.";
const cluster = (version: string | undefined) => spoil(rule.passes, "cluster", { version });

describe("cluster-version-supported", () => {
  it("refuses extended support, with its dates", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `version 1.32 has been in extended support since 2026-03-23, which ends on 2027-03-23.\n${fix}`,
    ]);
  });

  it("takes the day from outside: what passes today fails after the end", () => {
    assert.equal(verdict(rule, cluster("1.34"), { today: "2026-12-01" }), "pass");
    assert.equal(verdict(rule, cluster("1.34"), { today: "2026-12-02" }), "fail");
  });

  it("accepts the newest version of a calendar in which none has standard support any more", () => {
    assert.equal(verdict(rule, cluster("1.36"), { today: "2031-01-01" }), "pass");
    assert.equal(verdict(rule, cluster("1.35"), { today: "2031-01-01" }), "fail");
  });

  it("accepts extended support where the configuration does, and never no support", () => {
    const given = { [rule.id]: { properties: { allowExtended: true } } };
    assert.equal(verdict(rule, cluster("1.32"), { given }), "pass");
    assert.deepEqual(violations(rule, cluster("1.28"), { given }), [
      `version 1.28 has had no support since 2025-11-26.\n${fix}`,
    ]);
  });

  it("refuses versions before the calendar, and leaves those after it to EKS", () => {
    assert.deepEqual(violations(rule, cluster("1.21")), [
      `version 1.21 is out of support: the calendar begins at 1.28.\n${fix}`,
    ]);
    assert.equal(verdict(rule, cluster("1.99")), "pass");
  });

  it("refuses text that is not a version", () => {
    assert.deepEqual(violations(rule, cluster("latest")), [
      'version: "latest" is not a Kubernetes version. Give a minor version such as "1.34".',
    ]);
  });

  it("accepts EKS's default", () => {
    assert.equal(verdict(rule, cluster(undefined)), "pass");
  });
});
