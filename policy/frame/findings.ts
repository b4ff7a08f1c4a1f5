import type { Exemption } from "./exemptions";
import type { AnyRule, Level, Severity } from "./rule";
import { settingsName } from "./settings";

/** What a finding is: only a violation is the resource's fault. */
export type FindingKind = "violation" | "exempt" | "unknown" | "defect" | "settings";

/** Something to tell about a resource, or, without URN, about the stack. */
export interface Finding {
  rule: string;
  kind: FindingKind;
  level: Exclude<Level, "remediate" | "disabled">;
  severity: Severity;
  urn: string | undefined;
  message: string;
}

/** What is put before a finding that an exemption covers. */
export function exemptText({ expires, owner, reason }: Exemption): string {
  return `Exempt until ${expires} (${owner}: ${reason}).`;
}

/** What is put behind a finding that an exemption no longer covers. */
export function expiredText({ expires, owner }: Exemption): string {
  return `The exemption of ${owner} expired on ${expires}.`;
}

/** The report of a rule that threw. */
export function defectText({ id }: AnyRule, error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The rule ${id} failed with an internal error and did not check this resource: ${what}.\nFix: Report this to the maintainers of the policy pack.`;
}

/** An exemption that no finding needed. */
export function unusedFinding({ rule, resource, owner }: Exemption): Finding {
  return settingsFinding(
    `The exemption of ${owner} from ${rule} for "${resource}" matches no finding.\nFix: Remove it, or correct its resource.`,
  );
}

/** Resources that could not be judged for what is in other stacks: all of them in one finding. */
export function notJudgedFindings(reasons: readonly string[]): Finding[] {
  if (reasons.length === 0) return [];
  return [
    settingsFinding(["Not checked, because they refer to other stacks:", ...reasons].join("\n")),
  ];
}

function settingsFinding(message: string): Finding {
  return {
    rule: settingsName,
    kind: "settings",
    level: "advisory",
    severity: "low",
    urn: undefined,
    message,
  };
}
