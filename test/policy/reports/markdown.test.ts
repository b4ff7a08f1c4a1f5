import assert from "node:assert/strict";
import { readFindings } from "../../../policy/reports/findings";
import { markdownReport } from "../../../policy/reports/markdown";
import { events, policyEvent } from "./events";

describe("A report for a pull request", () => {
  it("shows findings that stop the deployment and folds the others", () => {
    assert.equal(
      markdownReport(readFindings(events)),
      `## Policies: ❌ 1 to fix

| Rule | Resource | Finding |
| --- | --- | --- |
| \`wavelength-gp2-volumes\` | LaunchTemplate boston | The type is "gp3".<br>**Fix:** Set it to "gp2". |

<details><summary>Advice (1)</summary>

| Rule | Resource | Finding |
| --- | --- | --- |
| \`network-flow-logs\` | LaunchTemplate boston | No flow log.<br>**Fix:** Add one. |

</details>

<details><summary>Exempt (1)</summary>

| Rule | Resource | Finding |
| --- | --- | --- |
| \`required-tags\` | LaunchTemplate boston | Exempt until 2026-12-31 (games: moves).<br>tags must have Stack.<br>**Fix:** Add it. |

</details>

<details><summary>Not checked before the update (1)</summary>

| Rule | Resource | Finding |
| --- | --- | --- |
| \`cni-settings\` | LaunchTemplate boston | Not checked yet: env is not known during preview. |

</details>
`,
    );
  });

  it("states that there is nothing to fix", () => {
    assert.equal(markdownReport([]), "## Policies: ✅ Nothing to fix\n");
  });

  it("shows every text literally", () => {
    const [, row = ""] = markdownReport(
      readFindings(policyEvent("a", "<b> & a|b *c* `d` [e](f) \\g")),
    ).split("| --- | --- | --- |\n");
    assert.equal(
      row,
      "| `a` | LaunchTemplate boston | &lt;b> &amp; a\\|b \\*c\\* \\`d\\` \\[e\\](f) \\\\g |\n",
    );
  });
});
