/** An event of the engine, as a line. */
export function policyEvent(
  policyName: string,
  message: string,
  enforcementLevel = "mandatory",
  resourceUrn = "urn:pulumi:dev::shop::aws:ec2/launchTemplate:LaunchTemplate::boston",
): string {
  const policyEvent = { resourceUrn, message, policyName, enforcementLevel, severity: "high" };
  return JSON.stringify({ sequence: 1, timestamp: 1, policyEvent });
}

/** What a preview tells in which every kind of finding comes up. */
export const events = [
  JSON.stringify({ sequence: 0, preludeEvent: {} }),
  policyEvent("network-flow-logs", "No flow log.\nFix: Add one.\n", "advisory"),
  policyEvent("wavelength-gp2-volumes", 'The type is "gp3".\nFix: Set it to "gp2".\n'),
  policyEvent(
    "required-tags",
    "Exempt until 2026-12-31 (games: moves).\ntags must have Stack.\nFix: Add it.",
    "advisory",
  ),
  policyEvent("cni-settings", "Not checked yet: env is not known during preview.", "advisory"),
  "",
].join("\n");
