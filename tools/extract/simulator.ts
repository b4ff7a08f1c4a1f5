import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceData, SchemaFile } from "../../simulator/schema-file";
import type { AwsModel } from "./aws-shape";
import { readBotocore } from "./botocore";
import { readCloudFormation } from "./cloudformation";
import { checkPointers, checkRenames } from "./entry-checks";
import { writeLimits, type LeftOut } from "./limits";
import { nounsOf } from "./names";
import { pairUp } from "./pairing";
import { allProperties } from "./properties";
import { replacements } from "./replaces";
import { schemaFiles } from "./schema-files";
import { parseTypesFile, type TypeEntry, type TypesFile } from "./types-yaml";
import { openTypings, type Typings } from "./typings";
import { fetchWheels, pinned } from "./wheels";
import { dataText } from "./write";

/** Where the sources lie. */
export interface Sources {
  /** The folder of each Pulumi package, by its name in tokens: `{ aws: ".../@pulumi/aws" }`. */
  packages: Record<string, string>;
  /** The folders of the unpacked wheels. */
  cfnLint: string;
  botocore: string;
  /** Versions, by name: `@pulumi/aws`, `cfn-lint`, `botocore`. */
  versions: Map<string, string>;
}

/** What was extracted. */
export interface Extract {
  /** By file name: `aws/ec2.json`. */
  files: Map<string, SchemaFile>;
  /** What did not get into the files: the reason by fact, by type. */
  leftOut: Record<string, Record<string, string>>;
}

/**
 * Extracts the data of the local cloud from the installed packages and the pinned wheels.
 *
 * @param root the root of the repository
 * @returns texts by path below `simulator/data`
 */
export async function extractSimulatorData(root: string): Promise<Map<string, string>> {
  const wheels = pinned(["cfn-lint", "botocore"]);
  await fetchWheels(wheels);
  const [cfnLint = "", botocore = ""] = wheels.map((wheel) => wheel.folder);
  const folder = (name: string): string => path.join(root, "node_modules", "@pulumi", name);
  const versions = new Map([
    ...["aws", "eks", "kubernetes"].map(
      (name) => [`@pulumi/${name}`, packageVersion(folder(name))] as const,
    ),
    ...wheels.map(({ name, version }) => [name, version] as const),
  ]);
  const packages = { aws: folder("aws"), eks: folder("eks") };
  const types = readFileSync(path.join(root, "simulator", "data", "types.yaml"), "utf8");
  const sources = { packages, cfnLint, botocore, versions };
  const { files, leftOut } = extractTypes(parseTypesFile(types), sources);
  const texts = new Map<string, string>();
  for (const [name, file] of files) texts.set(name, await dataText(file));
  return texts.set("left-out.json", await dataText(leftOut));
}

/** Extracts what `types.yaml` lists. */
export function extractTypes({ types, functions }: TypesFile, sources: Sources): Extract {
  const typings = openTypings(sources.packages, [...Object.keys(types), ...functions]);
  const leftOut: Extract["leftOut"] = {};
  const resources = new Map<string, ResourceData>();
  for (const [token, entry] of Object.entries(types)) {
    const { data, missing } = resource(token, entry, typings, sources);
    resources.set(token, data);
    if (missing.length) leftOut[token] = byFact(missing);
  }
  const calls = new Map(functions.map((token) => [token, typings.function(token)]));
  return { files: schemaFiles(resources, calls, typings.definitions, sources.versions), leftOut };
}

function resource(
  token: string,
  entry: TypeEntry,
  typings: Typings,
  sources: Sources,
): { data: ResourceData; missing: LeftOut[] } {
  const { inputs, outputs, secrets } = typings.resource(token);
  const { cloudformation, operation } = entry;
  const { definitions } = typings;
  const context = { ...entry, definitions, nouns: nounsOf(cloudformation, operation) };
  const pair = (model: AwsModel) => ({ model, pairing: pairUp(inputs, model.shape, context) });
  const registry = cloudformation && pair(readCloudFormation(sources.cfnLint, cloudformation));
  const api = operation && pair(readBotocore(sources.botocore, operation));

  const pairings = [registry, api].flatMap((each) => (each ? each.pairing : []));
  checkPointers(token, entry, allProperties(inputs, definitions));
  checkRenames(token, entry, pairings);
  const found = replacements({
    ...{ inputs, definitions, exceptions: entry },
    doc: (property) => typings.doc(property),
    ...(registry ? { registry } : {}),
  });
  const missing = [registry, api].flatMap((each) =>
    each ? writeLimits(each.pairing, each.model.source, entry.leaveOut) : [],
  );
  return {
    data: {
      ...{ inputs, outputs, secrets },
      replaces: found.replaces,
      mayReplace: found.mayReplace,
      ...(cloudformation ? { cloudformation } : {}),
      ...(operation ? { operation } : {}),
    },
    missing: [...found.leftOut, ...missing],
  };
}

/** The reason by pointer, fact and source: one line each in the file. */
function byFact(missing: LeftOut[]): Record<string, string> {
  const lines = missing.map(({ at, fact, source, reason }) => [
    `${at || "/"} ${fact} (${source})`,
    reason,
  ]);
  return Object.fromEntries(lines) as Record<string, string>;
}

function packageVersion(folder: string): string {
  const text = readFileSync(path.join(folder, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
