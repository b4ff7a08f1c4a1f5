import assert from "node:assert/strict";
import { readFindings } from "../../../policy/reports/findings";
import { events, policyEvent } from "./events";

describe("The findings in the engine's events", () => {
  it("are read with their outcomes and sorted, with those that stop first", () => {
    assert.deepEqual(
      readFindings(events).map(({ outcome, rule, problem, fix }) => [outcome, rule, problem, fix]),
      [
        ["stops", "wavelength-gp2-volumes", 'The type is "gp3".', 'Set it to "gp2".'],
        ["advises", "network-flow-logs", "No flow log.", "Add one."],
        [
          "exempt",
          "required-tags",
          "Exempt until 2026-12-31 (games: moves).\ntags must have Stack.",
          "Add it.",
        ],
        ["unknown", "cni-settings", "Not checked yet: env is not known during preview.", undefined],
      ],
    );
  });

  it("distinguish resources of the same name, and the stack as a whole", () => {
    const of = (urn: string) => readFindings(policyEvent("a", "b", "mandatory", urn))[0]?.resource;
    assert.equal(
      of("urn:pulumi:dev::shop::my:Game$aws:ec2/subnet:Subnet::boston"),
      "Subnet boston",
    );
    assert.equal(of("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"), "Stack shop-dev");
    assert.equal(of(""), "");
  });

  it("are listed once and without the colours of a terminal", () => {
    const twice = [
      policyEvent("a", "<{%fg 1%}>wrong<{%reset%}>\nFix: mend"),
      policyEvent("a", "wrong\nFix: mend"),
      policyEvent("a", "wrong\nFix: mend", "mandatory", "urn:pulumi:dev::shop::a:b:C::other"),
    ];
    assert.deepEqual(
      readFindings(twice.join("\n")).map(({ problem, resource }) => [problem, resource]),
      [
        ["wrong", "LaunchTemplate boston"],
        ["wrong", "C other"],
      ],
    );
  });

  it("are empty if the engine reports none", () => {
    assert.deepEqual(readFindings('{"preludeEvent":{}}\nplain text\n{"cut off'), []);
  });

  it("cannot be read from other text", () => {
    assert.throws(() => readFindings("Previewing update", "preview.json"), {
      name: "InputError",
      message:
        'preview.json: "Previewing update" must contain events of the engine. Save the output of `pulumi preview --json` with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, or of `pulumi policy analyze --json`.',
    });
  });
});
