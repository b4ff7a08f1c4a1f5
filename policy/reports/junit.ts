import junit from "junit-report-builder";
import type { AnyRule } from "../frame/rule";
import type { ReportedFinding } from "./findings";

/**
 * A report in JUnit's XML, for CI systems that show tests: a suite for each area with a test for
 * each rule. A rule without findings passes. Otherwise each finding is a test: failed if it stops
 * the deployment, skipped if a value is unknown, and passed with output in other cases.
 */
export function junitReport(
  findings: readonly ReportedFinding[],
  rules: readonly AnyRule[],
): string {
  const builder = junit.newBuilder();
  const areas = new Map(rules.map(({ id, area }) => [id, area as string]));
  for (const { rule } of findings) if (!areas.has(rule)) areas.set(rule, "others");
  for (const area of new Set(areas.values())) {
    const suite = builder.testSuite().name(area);
    for (const [rule] of [...areas].filter(([, each]) => each === area)) {
      const found = findings.filter((finding) => finding.rule === rule);
      if (found.length === 0) suite.testCase().className(area).name(rule);
      for (const { resource, outcome, problem, fix } of found) {
        const text = fix === undefined ? problem : `${problem}\nFix: ${fix}`;
        const test = suite.testCase().className(area).name(`${rule}: ${resource}`);
        if (outcome === "stops") test.failure(text, rule);
        else if (outcome === "unknown") test.skipped();
        else test.standardOutput(text);
      }
    }
  }
  return builder.build();
}
