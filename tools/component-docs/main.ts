import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { runCommand } from "../common/command";
import { argumentTables } from "./arguments";
import { deployStack } from "./deployment";
import { diagrams } from "./diagrams";
import { parse } from "yaml";
import { publishedSchema } from "../../config/published";
import { configurationPage } from "./configuration";
import { localCloudPage } from "./local-cloud";
import { readSources, type Sources } from "./program";
import type { Deployment } from "./resources";
import { fill } from "./sections";
import { stackDiagram, stacksPage } from "./stacks";

const root = join(__dirname, "../..");

/** READMEs of the components' folders that have one, by folder. */
export function readmes(sources: Sources): Map<string, string> {
  const folders = [...new Set(sources.components.map(({ folder }) => folder))];
  return new Map(
    folders
      .map((folder): [string, string] => [folder, `components/${folder}/README.md`])
      .filter(([, path]) => existsSync(join(root, path))),
  );
}

/**
 * The files that are generated from sources only, by path from the repository's root: the READMEs of the
 * components with their argument tables, the page on the local cloud, and the configuration of a
 * stack, as a page and as a schema for editors.
 */
export function withArguments(sources: Sources): Promise<Map<string, string>> {
  return formatted([
    ["docs/local-cloud.md", localCloudPage(root, read("docs/local-cloud.md"))],
    ["docs/configuration.md", configurationPage()],
    ["config/stack.schema.json", JSON.stringify(publishedSchema(projectName()))],
    ...[...readmes(sources)].map(([folder, path]): [string, string] => [
      path,
      fill(read(path), "arguments", argumentTables(sources, folder)),
    ]),
  ]);
}

/** The stacks, each deployed to a separate local cloud. */
export async function deployStacks(): Promise<Map<string, Deployment>> {
  const deployments = ["dev", "prod"].map(async (stack): Promise<[string, Deployment]> => [
    stack,
    await deployStack(root, stack),
  ]);
  return new Map(await Promise.all(deployments));
}

/** The READMEs of the components with their diagrams, and the page on the stacks, by path. */
export function withDiagrams(
  sources: Sources,
  deployments: ReadonlyMap<string, Deployment>,
): Promise<Map<string, string>> {
  const paths = readmes(sources);
  const readmeOf = (token: string): string | undefined => {
    const folder = sources.components.find((component) => component.token === token)?.folder;
    const path = paths.get(folder ?? "");
    return path === undefined ? undefined : `../${path}`;
  };
  return formatted([
    ["docs/stacks.md", stacksPage(deployments, readmeOf)],
    ["README.md", fill(read("README.md"), "dev-stack", stackDiagram(deployments.get("dev")!))],
    ...[...paths].map(([folder, path]): [string, string] => {
      const own = sources.components.filter((component) => component.folder === folder);
      return [path, fill(read(path), "diagram", diagrams(own, deployments))];
    }),
  ]);
}

function projectName(): string {
  return (parse(read("Pulumi.yaml")) as { name: string }).name;
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

async function formatted(files: [string, string][]): Promise<Map<string, string>> {
  const texts = files.map(async ([path, text]): Promise<[string, string]> => [
    path,
    await format(text, { filepath: path, printWidth: 100 }),
  ]);
  return new Map(await Promise.all(texts));
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) writeFileSync(join(root, path), text);
}

async function main(): Promise<void> {
  const sources = readSources(root);
  write(await withArguments(sources));
  write(await withDiagrams(sources, await deployStacks()));
}

if (require.main === module) void runCommand(main);
