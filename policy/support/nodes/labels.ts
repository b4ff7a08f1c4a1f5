import { parse as parseToml } from "toml";
import { parseAllDocuments } from "yaml";
import { userDataParts } from "./user-data";

/** Node labels by key. */
export type Labels = Readonly<Record<string, string>>;

/**
 * The labels with which a node registers according to its user data: `--node-labels` among the kubelet's
 * arguments of a bootstrap script or a `NodeConfig`, or Bottlerocket's `kubernetes.node-labels`.
 */
export function userDataLabels(userData: string): Labels {
  return Object.assign({}, ...userDataParts(userData).map(partLabels)) as Labels;
}

function partLabels({ type, text }: { type: string; text: string }): Labels {
  if (type === "application/node.eks.aws") return nodeConfigLabels(text);
  if (type === "application/toml") return bottlerocketLabels(text);
  return argumentLabels(text.replace(/^\s*#.*$/gm, ""));
}

/** The labels in kubelet arguments: `--node-labels=a=b,c=d`, quoted or not, once or more. */
export function argumentLabels(text: string): Labels {
  const lists = text.matchAll(/--node-labels[=\s]["'\\]*([^\s"'\\]+)/g);
  const pairs = [...lists].flatMap(([, list = ""]) => list.split(","));
  return Object.fromEntries(
    pairs.filter((pair) => pair.includes("=")).map((pair) => split(pair, pair.indexOf("="))),
  );
}

function split(pair: string, at: number): [string, string] {
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** The labels that a `NodeConfig` passes to the kubelet. */
export function nodeConfigLabels(yaml: string): Labels {
  const configs = parseAllDocuments(yaml).map((document) => document.toJS() as NodeConfig | null);
  const flags = configs.flatMap((config) => config?.spec?.kubelet?.flags ?? []);
  return argumentLabels(flags.join("\n"));
}

interface NodeConfig {
  spec?: { kubelet?: { flags?: string[] } };
}

function bottlerocketLabels(toml: string): Labels {
  try {
    return bottlerocketSettingsLabels(parseToml(toml) as object);
  } catch {
    return {};
  }
}

/** The labels in Bottlerocket settings, also as `bottlerocketSettings` of @pulumi/eks gives them. */
export function bottlerocketSettingsLabels(settings: object): Labels {
  const kubernetes = (settings as BottlerocketSettings).settings?.kubernetes;
  return kubernetes?.["node-labels"] ?? {};
}

interface BottlerocketSettings {
  settings?: { kubernetes?: { "node-labels"?: Record<string, string> } };
}

/** Labels as messages show them: `lifecycle=spot, title=minecraft`. */
export function showLabels(labels: Labels): string {
  const shown = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return shown.length > 0 ? shown.join(", ") : "no labels";
}
