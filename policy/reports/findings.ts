import { InputError } from "../../model/errors";
import { parseUrn } from "../frame/urn";

/** What a finding comes to in a report. */
export type Outcome = "stops" | "advises" | "exempt" | "unknown";

/** One finding, as an event of the engine tells it. */
export interface ReportedFinding {
  rule: string;
  /** URN of the resource; of the stack where it is about the stack as a whole. */
  urn: string;
  /** Its kind and name, as people tell it from others: `LaunchTemplate boston`. */
  resource: string;
  severity: string | undefined;
  outcome: Outcome;
  /** What is wrong, without the fix. */
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
 * The findings in events of the engine, one in a line: what `pulumi preview --json` prints with
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, and `pulumi policy analyze --json`. Each is listed once,
 * however often it was told; lines that are no events are passed over.
 *
 * @throws InputError where not one line is an event.
 */
export function readFindings(events: string, argument = "events"): ReportedFinding[] {
  const read = events.split("\n").flatMap((line) => parseEvent(line) ?? []);
  if (read.length === 0) {
    throw new InputError({
      argument,
      value: events.slice(0, 40),
      rule: "has no event of the engine",
      fix: "Save what `pulumi preview --json` prints with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, or `pulumi policy analyze --json`.",
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
