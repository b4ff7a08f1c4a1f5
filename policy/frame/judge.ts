import { isDeepStrictEqual } from "node:util";
import { InputError } from "../../model/errors";
import { defaultConfiguration, type Configuration } from "./configuration";
import { createExemptions } from "./exemptions";
import {
  defectText,
  exemptText,
  expiredText,
  type Finding,
  notCheckedFindings,
  unusedFinding,
} from "./findings";
import { levelOf } from "./levels";
import type { Resource, Stack } from "./resource";
import type { AnyRule, Context } from "./rule";
import { asSent, UnknownValueError } from "./unknown";
import { parseUrn } from "./urn";

/** The result of a rule at level `remediate`: properties to set, or the reason why it failed. */
export type Remediation =
  | { rule: AnyRule; patch: Record<string, unknown>; failure?: never }
  | { rule: AnyRule; failure: string; patch?: never };

/** Checks resources against the rules, with one configuration and for one run. */
export interface Judge {
  /** Checks a single resource. */
  resource(resource: Resource): Finding[];
  /** Checks a stack as a whole, and reports exemptions that match no finding. */
  stack(stack: Stack): Finding[];
  /** The results of the rules at level `remediate`, in the order of the catalog. */
  remediations(resource: Resource): Remediation[];
}

export interface JudgeOptions {
  rules: readonly AnyRule[];
  configuration?: Configuration;
  /** The day of the run, `2026-11-21`. */
  today: string;
}

type Report = Context<unknown>["report"];

export function createJudge({
  rules,
  configuration = defaultConfiguration,
  today,
}: JudgeOptions): Judge {
  const { settings, engineLevels, configOf } = configuration;
  const exemptions = createExemptions(settings.exemptions, today);
  const configs = new Map(rules.map((rule) => [rule, configOf(rule)]));
  const forResource = byType(rules.filter(({ check }) => check));
  const forStack = byType(rules.filter(({ checkInStack }) => checkInStack));
  /** Rule and resource of each finding before creation, which the check of the stack need not repeat. */
  const reported = new Set<string>();

  const levelFor = (rule: AnyRule, { urn }: Resource) =>
    levelOf(rule, parseUrn(urn).stack, { ...settings, engineLevels });

  const contextOf = (rule: AnyRule, report: Report) => ({
    config: configs.get(rule) ?? {},
    today,
    report,
  });

  /** Runs one rule on one resource. An error in the rule becomes a finding. */
  const judge = (rule: AnyRule, resource: Resource, run: (report: Report) => void): Finding[] => {
    const level = levelFor(rule, resource);
    if (level === "disabled") return [];
    const common = { rule: rule.id, severity: rule.severity, urn: resource.urn };
    const strength = level === "advisory" ? "advisory" : "mandatory";
    const findings: Finding[] = [];
    const violation = (message: string): Finding => {
      const exemption = exemptions.find(rule.id, resource);
      if (!exemption) return { ...common, kind: "violation", level: strength, message };
      if (exemptions.isExpired(exemption)) {
        const expired = `${message}\n${expiredText(exemption)}`;
        return { ...common, kind: "violation", level: strength, message: expired };
      }
      const exempted = `${exemptText(exemption)}\n${message}`;
      return { ...common, kind: "exempt", level: "advisory", message: exempted };
    };
    try {
      run((problem, fix = rule.fix) => findings.push(violation(`${problem}\nFix: ${fix}`)));
    } catch (error) {
      if (error instanceof UnknownValueError) {
        exemptions.find(rule.id, resource); // The update may need it, so it is not unused.
        const message = `Not checked yet: ${error.message}.`;
        findings.push({ ...common, kind: "unknown", level: "advisory", message });
      } else if (error instanceof InputError) {
        findings.push(violation(error.message));
      } else {
        const message = defectText(rule, error);
        findings.push({ ...common, kind: "defect", level: settings.defects, message });
      }
    }
    return findings;
  };

  return {
    resource(resource) {
      const findings = (forResource.get(resource.type) ?? []).flatMap((rule) =>
        judge(rule, resource, (report) => rule.check?.(resource, contextOf(rule, report))),
      );
      for (const { rule, kind } of findings) {
        if (kind !== "unknown") reported.add(`${rule} ${resource.urn}`);
      }
      return findings;
    },

    stack(stack) {
      const notChecked: string[] = [];
      const findings = stack.resources.flatMap((resource) =>
        (forStack.get(resource.type) ?? [])
          .filter((rule) => !reported.has(`${rule.id} ${resource.urn}`))
          .flatMap((rule) =>
            judge(rule, resource, (report) =>
              rule.checkInStack?.(resource, {
                ...contextOf(rule, report),
                stack,
                notChecked: (reason) =>
                  notChecked.push(`${rule.id} on ${resource.name}: ${reason}`),
              }),
            ),
          ),
      );
      return [
        ...findings,
        ...exemptions.unused().map(unusedFinding),
        ...notCheckedFindings(notChecked),
      ];
    },

    remediations: (resource) =>
      (forResource.get(resource.type) ?? []).flatMap((rule): Remediation[] => {
        if (!rule.remediate || levelFor(rule, resource) !== "remediate") return [];
        const exemption = exemptions.find(rule.id, resource);
        if (exemption && !exemptions.isExpired(exemption)) return [];
        try {
          const patch = rule.remediate(
            resource,
            contextOf(rule, () => undefined),
          );
          return patch && changes(resource, patch) ? [{ rule, patch }] : [];
        } catch (error) {
          // The check reports that it needs an unknown value.
          if (error instanceof UnknownValueError) return [];
          return [{ rule, failure: defectText(rule, error) }];
        }
      }),
  };
}

function changes({ props }: Resource, patch: object): boolean {
  const sent = asSent(props) as Record<string, unknown>;
  return Object.entries(patch).some(([key, value]) => !isDeepStrictEqual(sent[key], value));
}

function byType(rules: readonly AnyRule[]): Map<string, AnyRule[]> {
  const map = new Map<string, AnyRule[]>();
  for (const rule of rules) {
    for (const type of rule.types) map.set(type, [...(map.get(type) ?? []), rule]);
  }
  return map;
}
