import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { type AnyRule, type Severity, unknownText } from "../frame/rule";
import type { Outcome, ReportedFinding } from "./findings";

/** The contents of a SARIF report. */
export interface SarifSource {
  findings: readonly ReportedFinding[];
  rules: readonly AnyRule[];
  /** Version of the pack. */
  version: string;
  /** The file at which findings are shown: SARIF requires one, and resources have none. */
  file: string;
}

/** Severities on GitHub's scale from 0 to 10, by which it sorts. */
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

const levels: Readonly<Record<Outcome, Result["level"]>> = {
  stops: "error",
  advises: "warning",
  exempt: "warning",
  unknown: "note",
};

/**
 * A report in SARIF 2.1.0, for code scanning. Rules have their reasons and fixes, and exempt findings
 * are suppressed. A finding of a rule that is not in `rules` has only the id of the rule.
 */
export function sarifReport({ findings, rules, version, file }: SarifSource): Log {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "eks-scenarios", version, rules: rules.map(descriptor) } },
        results: findings.map((finding) => result(finding, rules, file)),
      },
    ],
  };
}

function descriptor(rule: AnyRule): ReportingDescriptor {
  const text = `${rule.why}\n\nFix: ${rule.fix}\n\n${unknownText(rule)}`;
  const markdown = `${rule.why}\n\n**Fix:** ${rule.fix}\n\n${unknownText(rule)}`;
  const [helpUri] = rule.links;
  return {
    id: rule.id,
    shortDescription: { text: rule.description },
    fullDescription: { text: rule.why },
    help: { text, markdown },
    ...(helpUri !== undefined && { helpUri }),
    properties: { tags: [rule.area], "security-severity": scores[rule.severity] },
  };
}

function result(finding: ReportedFinding, rules: readonly AnyRule[], file: string): Result {
  const { rule, urn, resource, problem, fix, outcome } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === rule);
  const text = fix === undefined ? problem : `${problem}\nFix: ${fix}`;
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: levels[outcome],
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 1 } },
        logicalLocations: [{ name: resource, fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // Identifies the finding of a resource across runs.
    partialFingerprints: {
      "finding/v1": createHash("sha256").update(`${rule}\n${urn}\n${problem}`).digest("hex"),
    },
    ...(outcome === "exempt" && { suppressions: [{ kind: "external" }] }),
  };
}
