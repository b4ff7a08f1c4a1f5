import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceData } from "../../simulator/schema-file";
import { apiModel } from "./api-models";
import type { AwsModel } from "./aws-shape";
import { openBotocore, openServices } from "./botocore";
import { openCloudFormation } from "./cloudformation";
import { checkPointers, checkRenames } from "./entry-checks";
import { writeLimits, type LeftOut } from "./limits";
import { nounsOf } from "./names";
import { pairUp } from "./pairing";
import { allProperties } from "./properties";
import { replacements } from "./replaces";
import { schemaFiles } from "./schema-files";
import { parseTypesFile, type TypeEntry } from "./types-yaml";
import { openTypings, type Typings } from "./typings";
import { fetchWheels, pinned } from "./wheels";
import { dataText } from "./write";

/** The sources of the extraction. */
interface Sources {
  typings: Typings;
  /** Reads a type of the CloudFormation registry. */
  registry: (type: string) => AwsModel;
  /** Reads the input of an API operation. */
  api: (operation: string) => AwsModel;
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
  const yaml = readFileSync(path.join(root, "simulator", "data", "by-hand", "types.yaml"), "utf8");
  const { types, functions, apis } = parseTypesFile(yaml);
  const packages = { aws: folder("aws"), eks: folder("eks") };
  const typings = openTypings(packages, [...Object.keys(types), ...functions]);
  const sources = { typings, registry: openCloudFormation(cfnLint), api: openBotocore(botocore) };

  const leftOut: Record<string, Record<string, string>> = {};
  const resources = new Map<string, ResourceData>();
  for (const [token, entry] of Object.entries(types)) {
    const { data, missing } = resource(token, entry, sources);
    resources.set(token, data);
    if (missing.length) leftOut[token] = byFact(missing);
  }
  const calls = new Map(functions.map((token) => [token, typings.function(token)]));
  const files = schemaFiles(resources, calls, typings.definitions, versions);
  const texts = new Map<string, string>();
  for (const [name, file] of files) texts.set(name, await dataText(file));
  const open = openServices(botocore);
  for (const [service, operations] of Object.entries(apis)) {
    const version = versions.get("botocore") ?? "";
    const model = apiModel(open(service, `apis.${service}`), { service, operations, version });
    texts.set(`api/${service}.json`, await dataText(model));
  }
  return texts.set("left-out.json", await dataText(leftOut));
}

function resource(
  token: string,
  entry: TypeEntry,
  { typings, registry: readRegistry, api: readApi }: Sources,
): { data: ResourceData; missing: LeftOut[] } {
  const { inputs, outputs, secrets } = typings.resource(token);
  const { cloudformation, operation } = entry;
  const { definitions } = typings;
  const context = { ...entry, definitions, nouns: nounsOf(cloudformation, operation) };
  const pair = (model: AwsModel) => ({ model, pairing: pairUp(inputs, model.shape, context) });
  const registry = cloudformation && pair(readRegistry(cloudformation));
  const api = operation && pair(readApi(operation));

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

/** The reasons by pointer, fact and source, with one line each in the file. */
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
