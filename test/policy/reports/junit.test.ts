import assert from "node:assert/strict";
import { readFindings } from "../../../policy/reports/findings";
import { junitReport } from "../../../policy/reports/junit";
import { vpcRule } from "../harness/rules";
import { events, policyEvent } from "./events";

const rules = [
  vpcRule({ id: "network-flow-logs" }),
  vpcRule({ id: "network-vpc-dns" }),
  vpcRule({ id: "wavelength-gp2-volumes", area: "wavelength" }),
  vpcRule({ id: "cni-settings", area: "cni" }),
];

describe("A report for CI systems", () => {
  it("has a suite for each area and a test for each rule or finding", () => {
    assert.equal(
      junitReport(readFindings(events), rules).trim(),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="5" failures="1" errors="0" skipped="1">
  <testsuite name="network" tests="2" failures="0" errors="0" skipped="0">
    <testcase classname="network" name="network-flow-logs: LaunchTemplate boston">
      <system-out><![CDATA[No flow log.
Fix: Add one.]]></system-out>
    </testcase>
    <testcase classname="network" name="network-vpc-dns"/>
  </testsuite>
  <testsuite name="wavelength" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="wavelength" name="wavelength-gp2-volumes: LaunchTemplate boston">
      <failure message="The type is &quot;gp3&quot;.&#xA;Fix: Set it to &quot;gp2&quot;." type="wavelength-gp2-volumes"/>
    </testcase>
  </testsuite>
  <testsuite name="cni" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="cni" name="cni-settings: LaunchTemplate boston">
      <skipped/>
    </testcase>
  </testsuite>
  <testsuite name="others" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="others" name="required-tags: LaunchTemplate boston">
      <system-out><![CDATA[Exempt until 2026-12-31 (games: moves).
tags must have Stack.
Fix: Add it.]]></system-out>
    </testcase>
  </testsuite>
</testsuites>`,
    );
  });

  it("contains only the findings of its own run", () => {
    const findings = readFindings(policyEvent("network-vpc-dns", "wrong"));
    assert.equal(junitReport(findings, rules), junitReport(findings, rules));
  });
});
