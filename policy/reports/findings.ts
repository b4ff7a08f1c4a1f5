import { InputError } from "../../model/errors";
import { parseUrn } from "../frame/urn";

/** The outcomes of findings, as reports group them. */
export type Outcome = "stops" | "advises" | "exempt" | "unknown";

/** One finding of an event of the engine. */
export interface ReportedFinding {
  rule: string;
  /** The URN of the resource, or of the stack for a finding about the stack as a whole. */
  urn: string;
  /** The kind and name of the resource: `LaunchTemplate boston`. */
  resource: string;
  severity: string | undefined;
  outcome: Outcome;
  /** The message without the fix. */
  problem: string;
  fix: string | undefined;
}

interface EngineEvent {
  policyEvent?: {
    resourceUrn?: string;
    message: string;
    policyName: string;
    enforcementLevel: string;
    severity?: string;
  };
}

/**
 * Reads the findings from events of the engine, one event per line: the output of `pulumi preview
 * --json` with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, or of `pulumi policy analyze --json`. Repeated
 * findings are listed once, and lines that are not events are ignored.
 *
 * @throws InputError if no line is an event.
 */
export function readFindings(events: string, argument = "events"): ReportedFinding[] {
  const read = events.split("\n").flatMap((line) => parseEvent(line) ?? []);
  if (read.length === 0) {
    throw new InputError({
      argument,
      value: events.slice(0, 40),
      rule: "must contain events of the engine",
      fix: "Save the output of `pulumi preview --json` with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, or of `pulumi policy analyze --json`.",
    });
  }
  const findings = read.flatMap(({ policyEvent }) => (policyEvent ? [toFinding(policyEvent)] : []));
  const byKey = new Map(findings.map((each) => [`${each.rule} ${each.urn} ${each.problem}`, each]));
  return [...byKey.values()].sort(
    (a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome),
  );
}

const outcomes: readonly Outcome[] = ["stops", "advises", "exempt", "unknown"];

function parseEvent(line: string): EngineEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

function toFinding(event: NonNullable<EngineEvent["policyEvent"]>): ReportedFinding {
  const urn = event.resourceUrn ?? "";
  const message = event.message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
  const [, problem = message, fix] = /^(.*?)(?:\nFix: (.*))?$/s.exec(message) ?? [];
  const { type, name } = parseUrn(urn);
  return {
    rule: event.policyName,
    urn,
    resource: `${type.split(":").at(-1) ?? ""} ${name}`.trim(),
    severity: event.severity,
    outcome: outcomeOf(event.enforcementLevel, message),
    problem,
    fix,
  };
}

function outcomeOf(level: string, message: string): Outcome {
  if (level === "mandatory") return "stops";
  if (message.startsWith("Exempt until ")) return "exempt";
  return message.startsWith("Not checked yet: ") ? "unknown" : "advises";
}
