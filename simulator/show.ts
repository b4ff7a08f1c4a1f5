import { isObject, text, type Properties, type Value } from "./values";
import type { Entry } from "./world";

/** One thing of the local cloud, as a person reads it. */
export interface ShownEntry {
  /** `aws` or `kubernetes`. */
  provider: string;
  /** A Region, `global`, or a cluster: its name where EKS made it, else its address. */
  place: string;
  /** `ec2.Subnet`, `apps/v1.Deployment` */
  type: string;
  id: string;
  /** Its own name or its Name tag; empty for what has none. */
  name: string;
  /** The stack's resource that it is (`dev: vpc`), or who made it. */
  madeFor: string;
}

/** What exists, in the order of provider, place, type and id. */
export function shownEntries(entries: readonly Entry[]): ShownEntry[] {
  const clusters = clusterNames(entries);
  return entries
    .map((entry) => ({
      provider: entry.provider,
      place: placeOf(entry, clusters),
      type: typeOf(entry.type),
      id: entry.id,
      name: nameOf(entry),
      madeFor: makerOf(entry),
    }))
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
}

function orderOf({ provider, place, type, id }: ShownEntry): string {
  return [provider, place, type, id].join(" ");
}

/** Names of clusters by the address of their API server. */
function clusterNames(entries: readonly Entry[]): Map<string, string> {
  const clusters = entries.filter(({ type }) => type === "aws:eks/cluster:Cluster");
  return new Map(clusters.map(({ id, outputs }) => [text(outputs["endpoint"]), id]));
}

function placeOf({ provider, scope }: Entry, clusters: ReadonlyMap<string, string>): string {
  if (provider === "aws") return scope.split("/").at(-1) ?? scope;
  return clusters.get(scope) ?? scope;
}

/** `ec2.Subnet` of `aws:ec2/subnet:Subnet`. */
function typeOf(token: string): string {
  const [, module = "", type = ""] = token.split(":");
  const isAws = token.startsWith("aws:");
  return `${isAws ? module.split("/")[0] : module}.${type}`;
}

function nameOf({ outputs, inputs }: Entry): string {
  const metadata = object(inputs["metadata"] ?? outputs["metadata"]);
  const tags = object(outputs["tagsAll"]);
  return text(outputs["name"]) || text(metadata["name"]) || text(tags["Name"]);
}

function object(value: Value | undefined): Properties {
  return isObject(value) ? value : {};
}

function makerOf({ urn, madeWith, provider }: Entry): string {
  if (urn !== undefined) {
    const [, stack = ""] = /^urn:pulumi:([^:]+)::/.exec(urn) ?? [];
    return `${stack}: ${urn.split("::").at(-1)}`;
  }
  const maker = provider === "aws" ? "AWS" : "Kubernetes";
  return madeWith ? `made by ${maker} with ${madeWith.id}` : `made by ${maker}`;
}
