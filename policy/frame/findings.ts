import type { Exemption } from "./exemptions";
import type { AnyRule, Level, Severity } from "./rule";
import { settingsName } from "./settings";

/** The kinds of findings. Only a violation is a fault of the resource. */
export type FindingKind = "violation" | "exempt" | "unknown" | "defect" | "settings";

/** A finding about a resource or, without a URN, about the stack. */
export interface Finding {
  rule: string;
  kind: FindingKind;
  level: Exclude<Level, "remediate" | "disabled">;
  severity: Severity;
  urn: string | undefined;
  message: string;
}

/** The text before a finding that an exemption covers. */
export function exemptText({ expires, owner, reason }: Exemption): string {
  return `Exempt until ${expires} (${owner}: ${reason}).`;
}

/** The text after a finding that an exemption no longer covers. */
export function expiredText({ expires, owner }: Exemption): string {
  return `The exemption of ${owner} expired on ${expires}.`;
}

/** The text of a finding about a rule that threw an error. */
export function defectText({ id }: AnyRule, error: unknown): string {
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The rule ${id} failed with an internal error and did not check this resource: ${cause}.\nFix: Report this to the maintainers of the policy pack.`;
}

/** The finding about an exemption that matches no finding. */
export function unusedFinding({ rule, resource, owner }: Exemption): Finding {
  return settingsFinding(
    `The exemption of ${owner} from ${rule} for "${resource}" matches no finding.\nFix: Remove it, or correct its resource.`,
  );
}

/** One finding for all resources that depend on other stacks and therefore are not checked. */
export function notCheckedFindings(reasons: readonly string[]): Finding[] {
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
