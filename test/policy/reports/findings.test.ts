import assert from "node:assert/strict";
import { readFindings } from "../../../policy/reports/findings";
import { events, policyEvent } from "./events";

describe("The findings in the engine's events", () => {
  it("are read with what they come to, what stops first", () => {
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

  it("tell resources of one name apart, and the stack as a whole", () => {
    const of = (urn: string) => readFindings(policyEvent("a", "b", "mandatory", urn))[0]?.resource;
    assert.equal(
      of("urn:pulumi:dev::shop::my:Game$aws:ec2/subnet:Subnet::boston"),
      "Subnet boston",
    );
    assert.equal(of("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"), "Stack shop-dev");
    assert.equal(of(""), "");
  });

  it("are listed once, and without the terminal's colours", () => {
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

  it("are none where the engine has told none", () => {
    assert.deepEqual(readFindings('{"preludeEvent":{}}\nplain text\n{"cut off'), []);
  });

  it("cannot be read from something else", () => {
    assert.throws(() => readFindings("Previewing update", "preview.json"), {
      name: "InputError",
      message:
        'preview.json: "Previewing update" has no event of the engine. Save what `pulumi preview --json` prints with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1, or `pulumi policy analyze --json`.',
    });
  });
});
