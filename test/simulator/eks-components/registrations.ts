import { parse as parseToml } from "toml";
import { parseDocument } from "yaml";
import type { ExportedResource } from "../engine/test-stack";

/** A resource as its component registered it, with names in place of what differs between deployments. */
export interface Registration {
  resource: string;
  parent: string;
  inputs: unknown;
  dependsOn: string[];
  ignoreChanges?: string[];
  retainOnDelete?: boolean;
  /** The provider that it was given, where it was given one. */
  provider?: string;
}

/** What the components of the eks package registered, sorted. */
export function registrations(resources: readonly ExportedResource[]): Registration[] {
  const tidy = tidier(resources);
  return resources
    .filter(({ urn }) => typesOf(urn).some((type) => type.startsWith("eks:index:")))
    .map((each) => {
      const { ignoreChanges, retainOnDelete, provider = "" } = each;
      const given =
        provider === "" || provider.includes("::default") ? undefined : nameOf(provider);
      return {
        resource: nameOf(each.urn),
        parent: nameOf(each.parent ?? ""),
        inputs: tidy(inputsOf(each)),
        dependsOn: (each.dependencies ?? []).map(nameOf).sort(),
        ...(ignoreChanges && { ignoreChanges }),
        ...(retainOnDelete && { retainOnDelete }),
        ...(given !== undefined && { provider: given }),
      };
    })
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
}

/** Providers have the version of the SDK that registers them. */
function inputsOf({ type, inputs = {} }: ExportedResource): Record<string, unknown> {
  if (!type.startsWith("pulumi:providers:")) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "version"));
}

/** The outputs of a program, with names in place of what differs between deployments. */
export function programOutputs(resources: readonly ExportedResource[]): unknown {
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return tidier(resources)(stack?.outputs);
}

const UNTOLD = new Set(["__defaults", "__internal"]);

/** Puts `<name.output>` in place of ids, ARNs and the like, and reads what is encoded. */
function tidier(resources: readonly ExportedResource[]): (value: unknown) => unknown {
  const named = resources.flatMap((each) => {
    const name = each.urn.split("::")[3] ?? "";
    return Object.entries(differing(each)).map(
      ([key, text]) => [text, `<${name}.${key}>`] as const,
    );
  });
  const replacements = named
    .filter(([text]) => text.length > 6)
    .sort(([a], [b]) => b.length - a.length);
  const tidyText = (text: string) =>
    replacements
      .reduce((result, [from, to]) => result.replaceAll(from, to), text)
      .replace(/^ami-[0-9a-f]{17}$/, "<image>")
      .replace(/^v[\d.]+-eksbuild\.\d+$/, "<version>");
  const tidy = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") {
      if (key !== "userData") return tidyText(value);
      return userDataOf(tidyText(Buffer.from(value, "base64").toString()));
    }
    if (Array.isArray(value)) return value.map((item) => tidy(item));
    if (typeof value !== "object" || value === null) return value;
    if ("plaintext" in value) return tidy(JSON.parse(String(value.plaintext)));
    // What the provider filled in by itself, made-up names among it, is not the component's doing.
    const { __defaults: filledIn = [] } = value as { __defaults?: string[] };
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !filledIn.includes(name) && !UNTOLD.has(name))
        .map(([name, item]) => [tidyText(name), tidy(item, name)]),
    );
  };
  return (value) => tidy(value);
}

/** What user data says, however it is laid out. */
function userDataOf(text: string): unknown {
  if (text.startsWith("[")) return { toml: structuredClone(parseToml(text)) as unknown };
  const [, boundary] = /boundary="(.*?)"/.exec(text) ?? [];
  if (boundary === undefined) return text;
  const [head, ...parts] = text.split(`--${boundary}`);
  return { head, parts: parts.map((part) => (part.includes("NodeConfig") ? yamlOf(part) : part)) };
}

function yamlOf(part: string): unknown {
  const [head = "", ...document] = part.split("\n\n");
  return { head, yaml: parseDocument(document.join("\n\n")).toJS() as unknown };
}

interface ClusterOutputs {
  certificateAuthority?: { data?: string };
  identities?: { oidcs?: { issuer?: string }[] }[];
  vpcConfig?: { clusterSecurityGroupId?: string };
}

function differing({ id, type, custom, outputs = {} }: ExportedResource): Record<string, string> {
  if (!custom || type.startsWith("pulumi:")) return {};
  const { metadata } = outputs as { metadata?: { name?: string } };
  // Names that programs give objects are the same in every deployment.
  if (type.startsWith("kubernetes:"))
    return /-[0-9a-f]{8}$/.test(metadata?.name ?? "") ? { name: metadata!.name! } : {};
  const cluster = outputs as ClusterOutputs;
  const texts = {
    id,
    arn: outputs["arn"],
    name: outputs["name"],
    endpoint: outputs["endpoint"],
    securityGroupRuleId: outputs["securityGroupRuleId"],
    certificateAuthority: cluster.certificateAuthority?.data,
    issuer: cluster.identities?.[0]?.oidcs?.[0]?.issuer?.replace("https://", ""),
    clusterSecurityGroupId: cluster.vpcConfig?.clusterSecurityGroupId,
  };
  const known = Object.entries(texts).filter(([, text]) => typeof text === "string" && text !== "");
  return Object.fromEntries(known) as Record<string, string>;
}

function typesOf(urn: string): string[] {
  return (urn.split("::")[2] ?? "").split("$");
}

/** `type name` of a URN or of a reference to a provider. */
function nameOf(urn: string): string {
  const type = typesOf(urn).at(-1);
  if (type === "pulumi:pulumi:Stack") return "the stack";
  return `${type ?? ""} ${urn.split("::")[3] ?? ""}`.trim();
}
