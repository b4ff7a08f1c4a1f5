import type { NamespaceKind } from ".";
import { InputError, pathTo } from "../errors";
import type { Static } from "../schema-parts";
import type { externalDnsSettings } from "./settings";

/** Kinds of Kubernetes objects that are published. */
export type ExternalDnsSource = Static<typeof externalDnsSettings>["sources"][number];

/** The properties of ExternalDNS that are known before deployment. */
export interface ExternalDnsPlan {
  /** Namespaces that it publishes to: all private, or all public. */
  namespaces: readonly { name: string; kind: NamespaceKind }[];
  /** Marks the records that this ExternalDNS owns. */
  ownerId: string;
  /** Whether it also deletes records that Kubernetes no longer has, or only creates and updates records. */
  policy: Static<typeof externalDnsSettings>["policy"];
  /** Whether it deletes services that it created when they have no instance left. */
  cleanUp: boolean;
  sources: readonly ExternalDnsSource[];
}

/**
 * Checks a plan for ExternalDNS on Cloud Map.
 *
 * @throws InputError
 */
export function checkExternalDns(plan: ExternalDnsPlan, argument = ""): void {
  const refuse = (name: string, value: unknown, rule: string, fix: string): never => {
    throw new InputError({ argument: pathTo(argument, `${name}`), value, rule, fix });
  };
  const { namespaces, ownerId, policy, cleanUp, sources } = plan;
  if (namespaces.length === 0) {
    refuse("namespaces", [], "leaves nothing to publish to", "Name a private or public namespace.");
  }
  namespaces.forEach(({ name, kind }, index) => {
    const at = `namespaces[${index}]`;
    if (kind === "http") {
      const fix = "Choose a private or public namespace, or register instances yourself.";
      refuse(at, name, "is an HTTP namespace, and ExternalDNS publishes DNS names", fix);
    }
    if (kind !== namespaces[0]?.kind) {
      const rule = `is ${kind}, and ${namespaces[0]?.name} is ${namespaces[0]?.kind}: ExternalDNS sees one kind`;
      refuse(at, name, rule, "Install one ExternalDNS per kind.");
    }
    if (namespaces.findIndex((other) => other.name === name) !== index) {
      refuse(at, name, "is listed twice", "List it once.");
    }
  });
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(ownerId)) {
    const fix = "Use up to 128 letters, digits, '.', '_' and '-', for example the cluster's name.";
    refuse("ownerId", ownerId, "is not a valid owner id in descriptions and tags", fix);
  }
  if (sources.length === 0) {
    refuse("sources", sources, "leaves nothing to publish", "Name at least service.");
  }
  if (cleanUp && policy === "upsert-only") {
    const fix = 'Choose policy "sync", or turn the clean-up off.';
    refuse("cleanUp", cleanUp, "deletes services, and upsert-only promises to delete nothing", fix);
  }
}

/** The tag of Cloud Map services that ExternalDNS created, with its owner id as the value. */
export const ownerTag = "ExternalDnsOwner";

/** Name of the namespace in Kubernetes and of the service account that ExternalDNS runs as. */
export const externalDnsName = "external-dns";

/**
 * Values of the chart `external-dns`.
 *
 * @param tags Tags of the services that it creates in Cloud Map.
 */
export function externalDnsValues(
  plan: ExternalDnsPlan,
  tags: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { namespaces, ownerId, policy, cleanUp, sources } = plan;
  return {
    provider: { name: "aws-sd" },
    // ExternalDNS replaces any other registry with this one at its start and only logs a message.
    registry: "aws-sd",
    policy,
    txtOwnerId: ownerId,
    domainFilters: namespaces.map(({ name }) => name),
    sources: [...sources],
    // A list, which every version of the chart passes on as it is.
    extraArgs: [
      `--aws-zone-type=${namespaces[0]?.kind ?? ""}`,
      ...(cleanUp ? ["--aws-sd-service-cleanup"] : []),
      ...Object.entries(tags).map(([key, value]) => `--aws-sd-create-tag=${key}=${value}`),
    ],
    triggerLoopOnEvent: true,
    logFormat: "json",
    serviceAccount: { create: true, name: externalDnsName },
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
  };
}
