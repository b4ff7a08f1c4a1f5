import type { Outcome, ReportedFinding } from "./findings";

const titles: Readonly<Record<Outcome, string>> = {
  stops: "Stops the deployment",
  advises: "Advice",
  exempt: "Exempt",
  unknown: "Not checked before the update",
};

/** A report for a pull request, in GitHub's Markdown. Only what stops the deployment is unfolded. */
export function markdownReport(findings: readonly ReportedFinding[]): string {
  const counts = Object.entries(titles).map(([outcome, title]): [string, ReportedFinding[]] => [
    title,
    findings.filter((finding) => finding.outcome === outcome),
  ]);
  const [[, stopping] = ["", []], ...others] = counts;
  const head = stopping.length > 0 ? `❌ ${stopping.length} to fix` : "✅ Nothing to fix";
  const sections = others
    .filter(([, some]) => some.length > 0)
    .map(
      ([title, some]) =>
        `<details><summary>${title} (${some.length})</summary>\n\n${table(some)}\n\n</details>`,
    );
  const open = stopping.length > 0 ? [table(stopping)] : [];
  return `${[`## Policies: ${head}`, ...open, ...sections].join("\n\n")}\n`;
}

function table(findings: readonly ReportedFinding[]): string {
  const rows = findings.map(({ rule, resource, problem, fix }) => {
    const text = fix === undefined ? cell(problem) : `${cell(problem)}<br>**Fix:** ${cell(fix)}`;
    return `| \`${rule}\` | ${cell(resource)} | ${text} |`;
  });
  return ["| Rule | Resource | Finding |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Text that Markdown shows literally, within its cell. */
function cell(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/([\\`*_|[\]])/g, "\\$1")
    .replaceAll(/\r?\n/g, "<br>");
}
