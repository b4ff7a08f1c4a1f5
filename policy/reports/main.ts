import { Command, Option } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import { InputError } from "../../model/errors";
import { catalog } from "../catalog";
import { version } from "../package.json";
import { readFindings, type ReportedFinding } from "./findings";
import { junitReport } from "./junit";
import { markdownReport } from "./markdown";
import { sarifReport } from "./sarif";

interface Options {
  format: keyof typeof formats;
  output?: string;
  file: string;
}

const formats = {
  markdown: (findings: readonly ReportedFinding[]) => markdownReport(findings),
  sarif: (findings: readonly ReportedFinding[], { file }: Options) =>
    `${JSON.stringify(sarifReport({ findings, rules: catalog, version, file }), undefined, 2)}\n`,
  junit: (findings: readonly ReportedFinding[]) => junitReport(findings, catalog),
};

/** Runs the command line of reports: see `policy/report --help`. */
export function main(argv: readonly string[]): void {
  new Command("report")
    .description(
      "Writes a report of the policies' findings in a preview, an update or an analysis.",
    )
    .argument("<events>", "file of --event-log, or with the output of pulumi policy analyze --json")
    .addOption(new Option("--format <format>").choices(Object.keys(formats)).default("markdown"))
    .option("--output <file>", "file to write the report to (default: standard output)")
    .option("--file <path>", "SARIF: the file at which findings are shown", "Pulumi.yaml")
    .action((events: string, options: Options) => {
      try {
        write(
          formats[options.format](readFindings(readFileSync(events, "utf8"), events), options),
          options,
        );
      } catch (error) {
        const isUsers = error instanceof InputError || (error as NodeJS.ErrnoException).code;
        if (!isUsers) throw error;
        process.stderr.write(`${(error as Error).message}\n`);
        process.exitCode = 1;
      }
    })
    .parse(argv);
}

function write(report: string, { output }: Options): void {
  if (output === undefined) process.stdout.write(report);
  else writeFileSync(output, report);
}
