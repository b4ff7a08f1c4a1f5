import { InputPropertyError } from "@pulumi/pulumi";
import { stringify as toYaml } from "yaml";
import { parseCidr, subnetAt } from "../../model/network/cidr";
import type { Os } from "./images";
import { toToml } from "./toml";

/** What a node must know of its cluster. */
export interface ClusterFacts {
  name: string;
  apiServerEndpoint: string;
  certificateAuthority: string;
  /** The range of Services. */
  cidr: string;
}

/** A part of a document for nodeadm. */
export interface Part {
  contentType: string;
  content: string;
}

/** What nodes are to do at their start beyond joining. */
export interface NodeSettings {
  /** Takes the place of all that is made here. */
  override?: string;
  kubeletExtraArgs?: string;
  bootstrapExtraArgs?: string;
  labels?: Record<string, string>;
  taints?: Record<string, { value?: string; effect: string }>;
  bottlerocketSettings?: Record<string, unknown>;
  nodeadmExtraOptions?: Part[];
  /** A shell script. */
  script?: string;
  /** Managed nodes get theirs as MIME on every system that runs scripts. */
  isManaged: boolean;
  /** Name of the group of nodes. */
  group: string;
}

const NODE_CONFIG = { apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig" };
const NODE_CONFIG_TYPE = "application/node.eks.aws";
const SCRIPT_TYPE = 'text/x-shellscript; charset="us-ascii"';

/** The user data with which a node of an operating system joins a cluster. @throws InputPropertyError */
export function userData(os: Os, cluster: ClusterFacts, settings: NodeSettings): string {
  if (settings.override !== undefined && settings.override !== "") return settings.override;
  switch (os) {
    case "AL2":
      return bootstrapScript(cluster, settings);
    case "AL2023":
      return nodeadmDocument(cluster, settings);
    case "Bottlerocket":
      return bottlerocketSettings(cluster, settings);
  }
}

/** Amazon Linux 2023. Source: github.com/awslabs/amazon-eks-ami, nodeadm/doc. */
function nodeadmDocument(cluster: ClusterFacts, settings: NodeSettings): string {
  const { nodeadmExtraOptions = [], script } = settings;
  refuse(settings, "AL2023", "bottlerocketSettings", "bootstrapExtraArgs");
  const flags = kubeletFlags(settings);
  const { name, apiServerEndpoint, certificateAuthority, cidr } = cluster;
  return mime("BOUNDARY", [
    nodeConfig({ cluster: { name, apiServerEndpoint, certificateAuthority, cidr } }),
    ...(flags.length > 0 ? [nodeConfig({ kubelet: { flags } })] : []),
    ...nodeadmExtraOptions,
    ...(script ? [{ contentType: SCRIPT_TYPE, content: script }] : []),
  ]);
}

function nodeConfig(spec: object): Part {
  return { contentType: NODE_CONFIG_TYPE, content: `---\n${toYaml({ ...NODE_CONFIG, spec })}` };
}

function mime(boundary: string, parts: readonly Part[]): string {
  const written = parts.map(
    ({ contentType, content }) => `--${boundary}\nContent-Type: ${contentType}\n\n${content}\n`,
  );
  return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${boundary}"\n\n${written.join("")}--${boundary}--\n`;
}

/** Amazon Linux 2. Source: github.com/awslabs/amazon-eks-ami, files/bootstrap.sh of 2024. */
function bootstrapScript(cluster: ClusterFacts, settings: NodeSettings): string {
  const { bootstrapExtraArgs = "", isManaged, script, group } = settings;
  refuse(settings, "AL2", "bottlerocketSettings");
  const flags = kubeletFlags(settings);
  const quoted = flags.length > 1 ? `'${flags.join(" ")}'` : flags.join("");
  const command = [
    "/etc/eks/bootstrap.sh",
    `--apiserver-endpoint "${cluster.apiServerEndpoint}"`,
    `--b64-cluster-ca "${cluster.certificateAuthority}"`,
    `"${cluster.name}"`,
    ...(bootstrapExtraArgs === "" ? [] : [bootstrapExtraArgs]),
    ...(flags.length > 0 ? [`--kubelet-extra-args ${quoted}`] : []),
  ].join(" ");
  const start = `#!/bin/bash\n\n${command}`;
  if (isManaged)
    return mime("==MYBOUNDARY==", [{ contentType: SCRIPT_TYPE, content: start }]).trimEnd();
  const mark = `${group}-user-data`;
  const more = script
    ? `cat >/opt/user-data <<${mark}\n${script}\n${mark}\nchmod +x /opt/user-data\n/opt/user-data\n`
    : "";
  return `${start}\n${more}\n`;
}

/** Bottlerocket. Source: Bottlerocket documentation, settings.kubernetes. */
function bottlerocketSettings(cluster: ClusterFacts, settings: NodeSettings): string {
  const { labels, taints, bottlerocketSettings: given = {} } = settings;
  refuse(settings, "Bottlerocket", "bootstrapExtraArgs", "kubeletExtraArgs", "script");
  const nodeTaints = Object.entries(taints ?? {}).map(([key, { value = "", effect }]) => [
    key,
    `${value}:${effect}`,
  ]);
  const own = objectAt(given, "settings");
  const kubernetes = {
    "cluster-name": cluster.name,
    "api-server": cluster.apiServerEndpoint,
    "cluster-certificate": cluster.certificateAuthority,
    "cluster-dns-ip": dnsAddress(cluster.cidr),
    ...(labels && { "node-labels": labels }),
    ...(taints && { "node-taints": Object.fromEntries(nodeTaints) as object }),
    ...objectAt(own, "kubernetes"),
  };
  return toToml({ ...given, settings: { ...own, kubernetes } });
}

/** The cluster's DNS server has the tenth address of the range of Services. */
function dnsAddress(serviceCidr: string): string {
  const range = parseCidr(serviceCidr);
  return subnetAt(range, range.family === 4 ? 32 : 128, 10).text.split("/")[0] ?? "";
}

function kubeletFlags({ kubeletExtraArgs = "", labels = {}, taints = {} }: NodeSettings): string[] {
  const nodeLabels = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const nodeTaints = Object.entries(taints).map(([key, { value, effect }]) =>
    value ? `${key}=${value}:${effect}` : `${key}:${effect}`,
  );
  return [
    ...kubeletExtraArgs.split(" ").filter((flag) => flag !== ""),
    ...(nodeLabels.length > 0 ? [`--node-labels=${nodeLabels.join(",")}`] : []),
    ...(nodeTaints.length > 0 ? [`--register-with-taints=${nodeTaints.join(",")}`] : []),
  ];
}

/** What arguments are called by whoever gives them. */
const ARGUMENT: Partial<Record<keyof NodeSettings, string>> = { script: "nodeUserData" };

function refuse(settings: NodeSettings, os: string, ...names: (keyof NodeSettings)[]): void {
  for (const name of names) {
    if (settings[name] === undefined || settings[name] === "") continue;
    throw new InputPropertyError({
      propertyPath: ARGUMENT[name] ?? name,
      reason: `${os} has no use for it`,
    });
  }
}

function objectAt(values: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = values[key];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
