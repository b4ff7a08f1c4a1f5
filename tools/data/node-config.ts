import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { DataSet } from "./data-set";
import { goModule } from "./go-module";
import { withoutDescriptions } from "./schemas";

const modulePath = "github.com/awslabs/amazon-eks-ami/nodeadm";
/** The only version that the module proxy serves: the first version of the API, which later ones extend. */
const version = "v0.0.0-20240229193347-cfab22a10647";

interface Definition {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: object } }[];
  };
}

/** The API version, kind and fields of a NodeConfig definition, without descriptions. */
export function parseDefinition(yaml: string): {
  apiVersion: string;
  kind: string;
  schema: object;
} {
  const { group, names, versions } = (parse(yaml) as Definition).spec;
  const [served] = versions;
  if (!served) throw new Error("The definition of NodeConfig has no version.");
  const schema = withoutDescriptions(served.schema.openAPIV3Schema) as object;
  return { apiVersion: `${group}/${served.name}`, kind: names.kind, schema };
}

export const nodeConfig: DataSet = {
  name: "node-config",
  description: "fields of the NodeConfig that AL2023 nodes read (amazon-eks-ami)",
  file: "model/data/node-config.json",
  async refresh(today) {
    const folder = await goModule(modulePath, version);
    const yaml = await readFile(join(folder, "crds/node.eks.aws_nodeconfigs.yaml"), "utf8");
    const source = `crds/node.eks.aws_nodeconfigs.yaml of ${modulePath} ${version}`;
    return `${JSON.stringify({ source, read: today, ...parseDefinition(yaml) }, null, 2)}\n`;
  },
};
