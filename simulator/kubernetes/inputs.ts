import { stableHex } from "../aws/identity";
import type { Autonaming, CheckFailure, CheckRequest, CheckResult } from "../provider";
import { isObject, isUnknown, type Properties } from "../values";
import type { World } from "../world";
import type { Catalog } from "./catalog";
import { reach, Unreachable } from "./cluster";
import type { KubernetesSession } from "./configuration";
import type { Kinds } from "./kinds";
import {
  annotation,
  metadataOf,
  nameOf,
  namespaceOf,
  withAnnotation,
  withMetadata,
} from "./object";
import { secretsOf } from "./secrets";
import { meaningOf, namesOf } from "./token";

/** What it takes to tell the kind of an object. */
export interface KindServices {
  world: World;
  catalog: Catalog;
  kinds: Kinds;
}

/** Marks an object whose name the provider made up. */
export const AUTONAMED = "pulumi.com/autonamed";

const LIST =
  "list resources exist for compatibility with YAML manifests and Helm charts, and cannot be created directly. Use the underlying resource type instead";
const GENERATE_NAME =
  "the `.metadata.generateName` field is not supported in Server-Side Apply mode";
const PATCH_NAME = "patch resources require the `.metadata.name` field to be set";
const NO_AUTONAMING =
  "autonaming is disabled, resource requires the .metadata.name field to be set";

/** The inputs of an object as the provider takes them: with a name and a namespace. */
export function checkObject(
  { world, catalog, kinds }: KindServices,
  session: KubernetesSession,
  request: CheckRequest,
): CheckResult {
  const { news, type, olds } = request;
  const names = namesOf(type, news);
  const { isPatch } = meaningOf(type, names.kind);
  const typed: Properties = { ...news, ...names };
  const isList =
    names.kind.endsWith("List") &&
    catalog.builtIn(names.apiVersion, names.kind.slice(0, -"List".length)) !== undefined;
  if (isList) return refuse(typed, LIST);
  if (isPatch && !hasName(typed)) return refuse(typed, PATCH_NAME);
  if (metadataOf(typed)["generateName"] !== undefined && !hasName(typed)) {
    return refuse(typed, GENERATE_NAME);
  }
  const named = hasName(typed) ? typed : withMadeUpName(typed, olds, request);
  if (!named) return refuse(typed, NO_AUTONAMING);
  const isPlaced = namespaceOf(named) !== undefined || isUnknown(metadataOf(named)["namespace"]);
  // A kind that nobody knows yet is taken to be in a namespace; its creation corrects that.
  const belongs = kindFor({ world, catalog, kinds }, session, names)?.namespaced ?? true;
  const inputs =
    isPlaced || !belongs ? named : withMetadata(named, { namespace: session.namespace });
  return { inputs, failures: [], secrets: secretsOf(inputs) };
}

function kindFor(
  { world, catalog, kinds }: KindServices,
  session: KubernetesSession,
  { apiVersion, kind }: { apiVersion: string; kind: string },
): { namespaced: boolean } | undefined {
  try {
    return kinds.find(reach(world, session), apiVersion, kind);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return catalog.builtIn(apiVersion, kind);
  }
}

function hasName(object: Properties): boolean {
  return (
    nameOf(object) !== undefined ||
    isUnknown(object["metadata"]) ||
    isUnknown(metadataOf(object)["name"])
  );
}

function withMadeUpName(
  object: Properties,
  olds: Properties,
  request: CheckRequest,
): Properties | undefined {
  const old = annotation(olds, AUTONAMED) === "true" ? nameOf(olds) : undefined;
  const name = old ?? madeUpName(request.name, request.autonaming, request.seed);
  if (name === undefined) return undefined;
  return withAnnotation(withMetadata(object, { name }), AUTONAMED, "true");
}

function madeUpName(name: string, autonaming: Autonaming, seed: Uint8Array): string | undefined {
  if (autonaming.mode === "disabled") return undefined;
  if (autonaming.mode !== "default") return autonaming.name;
  return `${name}-${stableHex(Buffer.from(seed).toString("hex"), 8)}`;
}

function refuse(inputs: Properties, reason: string): CheckResult {
  const failure: CheckFailure = { property: "", reason };
  return { inputs, failures: [failure] };
}

/** Whether the provider made up the name of an object. */
export function isAutonamed(object: Properties): boolean {
  const { annotations } = metadataOf(object);
  return isObject(annotations) && annotations[AUTONAMED] === "true";
}
