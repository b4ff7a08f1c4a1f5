import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { gatewayApiVersion } from "../../model/lattice/gateway-api";
import type { DataSet } from "./data-set";
import { goModule } from "./go-module";
import { withoutDescriptions } from "./schemas";

const modulePath = "sigs.k8s.io/gateway-api";
/** Folder with the parts of the published manifest. */
const folder = "config/crd/standard";

interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: unknown;
}

/**
 * The objects of a manifest that installs definitions, without their status, which is the API
 * server's, and without descriptions in schemas, which are three quarters of the text.
 */
export function parseInstallation(yaml: string): KubernetesObject[] {
  return parseAllDocuments(yaml)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null)
    .map(({ apiVersion, kind, metadata, spec }) => ({
      ...{ apiVersion, kind, metadata },
      spec: kind === "CustomResourceDefinition" ? withoutDescriptions(spec) : spec,
    }));
}

/** The committed form: one object per line, so that a refresh shows the changed objects. */
export function renderInstallation(
  objects: readonly KubernetesObject[],
  source: string,
  read: string,
): string {
  const rows = objects.map((object) => `    ${JSON.stringify(object)}`);
  return `{\n  "source": ${JSON.stringify(source)},\n  "read": ${JSON.stringify(read)},\n  "objects": [\n${rows.join(",\n")}\n  ]\n}\n`;
}

export const gatewayApiDefinitions: DataSet = {
  name: "gateway-api",
  description: "definitions of the Gateway API, of the version in gateway-api.json (gateway-api)",
  file: "model/data/gateway-api-definitions.json",
  async refresh(today) {
    const version = `v${gatewayApiVersion}`;
    const files = join(await goModule(modulePath, version), folder);
    const names = (await readdir(files)).filter((name) => name.endsWith(".yaml")).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(files, name), "utf8")));
    const source = `${folder} of ${modulePath} ${version} (Apache License 2.0), without descriptions in schemas`;
    return renderInstallation(texts.flatMap(parseInstallation), source, today);
  },
};
