import type { EngineEvent } from "@pulumi/pulumi/automation";

/** A step of the engine on one resource. */
export interface Step {
  /** `create`, `update`, `replace`, `delete`, `same`, … */
  op: string;
  /** Name in the stack. */
  name: string;
  type: string;
  /** Paths of the properties that differ. */
  differs: string[];
}

/** The result of a run of the engine. */
export interface Run {
  /** Whether the command line tool's exit code was 0. */
  ok: boolean;
  /** Text that it printed. */
  output: string;
  steps: Step[];
  /** Errors that the engine, the program and the providers reported. */
  errors: string[];
  /** Policy violations that stop the run: rule, resource and the first line of the message. */
  mandatory: string[];
}

interface PolicyEvent {
  policyName: string;
  resourceUrn: string;
  message: string;
  enforcementLevel: string;
}

/** Reads the engine's log of a run. */
export function readEvents(
  events: readonly EngineEvent[],
): Pick<Run, "steps" | "errors" | "mandatory"> {
  const policies = events.flatMap(
    (event) => (event as { policyEvent?: PolicyEvent }).policyEvent ?? [],
  );
  return {
    steps: events.flatMap(stepOf),
    errors: events.flatMap(({ diagnosticEvent: diagnostic }) =>
      diagnostic?.severity === "error" ? [diagnostic.message.trim()] : [],
    ),
    mandatory: policies
      .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
      .map(({ policyName, resourceUrn, message }) =>
        [policyName, nameOf(resourceUrn), message.split("\n")[0]].join(" | "),
      )
      .sort(),
  };
}

/** Steps of a replacement in addition to the one that names its reason. */
const parts = new Set(["create-replacement", "delete-replaced"]);

/**
 * Returns the changes of a run, one line per resource: `update aws:eks/addon:Addon vpc-cni
 * (configurationValues)`. Unchanged and read resources are left out.
 */
export function changesOf({ steps }: Run): string[] {
  return steps
    .filter(({ op }) => op !== "same" && op !== "read" && !parts.has(op))
    .map(({ op, type, name, differs }) =>
      [op, type, name, ...(differs.length > 0 ? [`(${differs.join(", ")})`] : [])].join(" "),
    )
    .sort();
}

function stepOf({ resourcePreEvent }: EngineEvent): Step[] {
  if (!resourcePreEvent) return [];
  const { op, urn, type, detailedDiff } = resourcePreEvent.metadata;
  return [{ op, name: nameOf(urn), type, differs: Object.keys(detailedDiff ?? {}).sort() }];
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
