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

/** Makes a report by the command line: see `policy/report --help`. */
export function main(argv: readonly string[]): void {
  new Command("report")
    .description("Makes a report of what policies found in a preview, an update or an analysis.")
    .argument("<events>", "file of --event-log, or of what pulumi policy analyze --json printed")
    .addOption(new Option("--format <format>").choices(Object.keys(formats)).default("markdown"))
    .option("--output <file>", "where to write it (default: standard output)")
    .option("--file <path>", "SARIF: file that findings are shown at", "Pulumi.yaml")
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
