import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { changesAt, diff } from "../diff";
import type { DiffRequest, DiffResult } from "../provider";
import { type Properties } from "../values";
import { BY_HAND_FOLDER } from "./catalog";
import type { KubernetesSession } from "./configuration";
import { isAutonamed } from "./inputs";
import { prune } from "./merge";
import { metadataOf, nameOf, namespaceOf, withMetadata } from "./object";
import { encoded } from "./prepare";
import { meaningOf, namesOf } from "./token";

type Table = Record<string, Record<string, string[]>>;

let table: Table | undefined;

const IDENTITY = ["/metadata/name", "/metadata/namespace"];

/**
 * What differs between the object as it was last seen and what is wanted, and whether it takes a new object.
 *
 * As the real provider does, it compares with what the server gave back, in the fields that the old inputs had: so
 * an amount that the server writes in another way (`0.5` and `500m`) differs each time.
 */
export function diffObject(session: KubernetesSession, request: DiffRequest): DiffResult {
  const olds = normal(lastSeen(request));
  const news = normal(withNamespaceOf(request.news, request.oldInputs));
  const pointers = replacing(session, request);
  const changes = diff(olds, news).map((change) => ({
    ...change,
    replace: pointers.some((pointer) => changesAt(pointer, change, { oldInputs: olds, news })),
  }));
  const replace = changes.some((change) => change.replace);
  return { changes, deleteBeforeReplace: replace && keepsGivenName(request) };
}

function lastSeen({ oldInputs, oldOutputs }: DiffRequest): Properties {
  const live = prune(oldOutputs, oldInputs) as Properties;
  const name = nameOf(oldOutputs);
  const { stringData } = oldInputs;
  const seen = name === undefined ? live : withMetadata(live, { name });
  // Texts come back as data.
  return stringData === undefined ? seen : { ...seen, data: oldOutputs["data"] ?? {} };
}

/** The provider fills in a namespace, or not, as it learns of a kind: that alone is no change. */
function withNamespaceOf(news: Properties, olds: Properties): Properties {
  const { namespace } = metadataOf(news);
  const before = metadataOf(olds)["namespace"];
  return namespace === undefined && before !== undefined
    ? withMetadata(news, { namespace: before })
    : news;
}

/** Secrets are compared by their data, in whatever way it is written. */
function normal(object: Properties): Properties {
  if (object["kind"] !== "Secret") return object;
  const { stringData, data, ...rest } = object;
  if (stringData === undefined && data === undefined) return rest;
  return { ...rest, data: encoded(data, stringData) };
}

function replacing({ mutable }: KubernetesSession, { type, news }: DiffRequest): string[] {
  const { apiVersion, kind } = namesOf(type, news);
  if (meaningOf(type, kind).isPatch) return IDENTITY;
  table ??= parse(readFileSync(join(BY_HAND_FOLDER, "replaces.yaml"), "utf8")) as Table;
  const ofKind = table[apiVersion]?.[kind] ?? [];
  const isFrozen = news["immutable"] === true;
  const data =
    apiVersion === "v1" &&
    (kind === "ConfigMap" || kind === "Secret") &&
    (!mutable[kind] || isFrozen)
      ? ["/data", "/stringData", "/binaryData"]
      : [];
  return [...IDENTITY, ...ofKind, ...data];
}

/** Two objects cannot have one name: what the program named goes before its replacement comes. */
function keepsGivenName({ news, oldOutputs }: DiffRequest): boolean {
  return (
    !isAutonamed(news) &&
    nameOf(news) !== undefined &&
    nameOf(news) === nameOf(oldOutputs) &&
    (namespaceOf(news) ?? namespaceOf(oldOutputs)) === namespaceOf(oldOutputs)
  );
}
