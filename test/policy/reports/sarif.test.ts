import assert from "node:assert/strict";
import { readFindings } from "../../../policy/reports/findings";
import { sarifReport } from "../../../policy/reports/sarif";
import { vpcRule } from "../harness/rules";
import { events, policyEvent } from "./events";

const rules = [
  vpcRule({ id: "other" }),
  vpcRule({ id: "wavelength-gp2-volumes", severity: "critical", links: ["https://example.com"] }),
];

const report = (text = events) =>
  sarifReport({ findings: readFindings(text), rules, version: "1.2.3", file: "Pulumi.yaml" });

describe("A report for code scanning", () => {
  it("describes the rules with reasons and fixes", () => {
    const { driver } = report().runs[0]!.tool;
    assert.deepEqual([driver.name, driver.version], ["eks-scenarios", "1.2.3"]);
    const unknown =
      "A value that is unknown during preview is reported as advisory; the resource is checked during `pulumi up`, before it is created or changed.";
    assert.deepEqual(driver.rules?.[1], {
      id: "wavelength-gp2-volumes",
      shortDescription: { text: "A VPC has a name." },
      fullDescription: { text: "Otherwise nobody finds it." },
      help: {
        text: `Otherwise nobody finds it.\n\nFix: Name it.\n\n${unknown}`,
        markdown: `Otherwise nobody finds it.\n\n**Fix:** Name it.\n\n${unknown}`,
      },
      helpUri: "https://example.com",
      properties: { tags: ["network"], "security-severity": "9.5" },
    });
    assert.equal("helpUri" in (driver.rules?.[0] ?? {}), false);
  });

  it("has a result for each finding with its resource", () => {
    const [stopping] = report().runs[0]!.results ?? [];
    const { partialFingerprints, ...rest } = stopping!;
    assert.match(partialFingerprints?.["finding/v1"] ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, {
      ruleId: "wavelength-gp2-volumes",
      ruleIndex: 1,
      level: "error",
      message: { text: 'The type is "gp3".\nFix: Set it to "gp2".' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "Pulumi.yaml" },
            region: { startLine: 1 },
          },
          logicalLocations: [
            {
              name: "LaunchTemplate boston",
              fullyQualifiedName:
                "urn:pulumi:dev::shop::aws:ec2/launchTemplate:LaunchTemplate::boston",
              kind: "resource",
            },
          ],
        },
      ],
    });
  });

  it("grades findings by their outcome and suppresses exempt ones", () => {
    assert.deepEqual(
      report().runs[0]!.results?.map(({ ruleId, ruleIndex, level, suppressions }) => [
        ruleId,
        ruleIndex,
        level,
        suppressions,
      ]),
      [
        ["wavelength-gp2-volumes", 1, "error", undefined],
        ["network-flow-logs", undefined, "warning", undefined],
        ["required-tags", undefined, "warning", [{ kind: "external" }]],
        ["cni-settings", undefined, "note", undefined],
      ],
    );
  });

  it("identifies a finding across runs and distinguishes resources", () => {
    const print = (text: string) => report(text).runs[0]!.results?.[0]?.partialFingerprints;
    const one = policyEvent("a", "wrong");
    assert.deepEqual(print(one), print(policyEvent("a", "wrong", "advisory")));
    assert.notDeepEqual(print(one), print(policyEvent("a", "wrong", "mandatory", "urn:other")));
  });
});
