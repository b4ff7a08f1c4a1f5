import { isoDay } from "../../model/days";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { dataSets } from "../data";
import { runCommand } from "../common/command";
import { ToolError } from "../common/errors";
import { extractKubernetesData } from "./kubernetes";
import { extractSimulatorData } from "./simulator";
import { fetchWheels, pinned } from "./wheels";
import { stale, writeFiles } from "./write";

const ROOT = path.join(__dirname, "..", "..");

/** Data that is extracted unchanged from published packages, so that it can be compared with them. */
interface Extraction {
  name: string;
  description: string;
  /** The target folder, from the root of the repository. */
  folder: string;
  /** Texts by path below that folder. */
  files(root: string): Promise<Map<string, string>>;
}

const extractions: Extraction[] = [
  {
    name: "simulator",
    description: "what the local cloud knows of AWS and eks resource types",
    folder: "simulator/data",
    files: extractSimulatorData,
  },
  {
    name: "kubernetes",
    description: "what the Kubernetes API and the custom resources of our scenarios accept",
    folder: "simulator/data/kubernetes",
    files: extractKubernetesData,
  },
];

async function extract(extraction: Extraction, check: boolean): Promise<void> {
  const folder = path.join(ROOT, extraction.folder);
  const texts = await extraction.files(ROOT);
  if (!check) return writeFiles(folder, texts);
  const names = stale(folder, texts);
  if (names.length === 0) return;
  throw new ToolError({
    what: `${extraction.folder} is not what its sources say`,
    cause: `A fresh extraction gives another text for ${names.join(", ")}.`,
    fix: `Run npm run data -- ${extraction.name} and commit what it writes.`,
  });
}

const program = new Command("data").description(
  "Refreshes the data files of this repository from published packages.",
);
for (const extraction of extractions) {
  program
    .command(extraction.name)
    .description(`${extraction.folder}: ${extraction.description}`)
    .option("--check", "write nothing; fail if a file differs from a fresh extraction")
    .action(({ check = false }: { check?: boolean }) => extract(extraction, check));
}
program
  .command("packages")
  .description("downloads the published packages that data is extracted from, once per machine")
  .action(() => fetchWheels(pinned()));
for (const dataSet of dataSets) {
  const { name, description, file } = dataSet;
  program
    .command(name)
    .description(`${file}: ${description}`)
    .action(async () => {
      const today = isoDay(new Date());
      const current = readFileSync(path.join(ROOT, file), "utf8");
      writeFiles(ROOT, new Map([[file, await dataSet.refresh(today, current)]]));
    });
}

void runCommand(async () => {
  await program.parseAsync();
});
