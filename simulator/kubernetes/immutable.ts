import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { diff } from "../diff";
import { isObject, valueAt, type Properties } from "../values";
import { BY_HAND_FOLDER, type Kind } from "./catalog";

interface Rule {
  says: string;
  except?: string[];
}

let rules: Record<string, Record<string, Rule>> | undefined;

/** What an update changes although it may not, as the API server lists it. */
export function changedImmutable(kind: Kind, before: Properties, after: Properties): string[] {
  if (kind.custom) return [];
  rules ??= parse(readFileSync(join(BY_HAND_FOLDER, "immutable.yaml"), "utf8")) as typeof rules;
  const ofKind = Object.entries(rules?.[kind.kind] ?? {});
  const problems = ofKind.flatMap(([pointer, rule]) => broken(pointer, rule, before, after));
  return [...problems, ...changedFrozenData(kind, before, after)];
}

function broken(
  pointer: string,
  { says, except = [] }: Rule,
  before: Properties,
  after: Properties,
): string[] {
  const changed = diff(before, after).some(
    (change) =>
      lies(change.pointer, pointer) && !except.some((other) => lies(change.pointer, other)),
  );
  if (!changed) return [];
  const path = pointer.slice(1).replaceAll("/", ".");
  const value = JSON.stringify(valueAt(after, pointer) ?? null);
  return [`${path}: ${says.replace("{value}", value)}`];
}

/** ConfigMaps and Secrets can be frozen for good. */
function changedFrozenData(kind: Kind, before: Properties, after: Properties): string[] {
  if (!["ConfigMap", "Secret"].includes(kind.kind) || before["immutable"] !== true) return [];
  const says = "Forbidden: field is immutable when `immutable` is set";
  if (after["immutable"] !== true) return [`immutable: ${says}`];
  return ["data", "binaryData"]
    .filter((part) => diff(partOf(before, part), partOf(after, part)).length > 0)
    .map((part) => `${part}: ${says}`);
}

function partOf(object: Properties, name: string): Properties {
  const part = object[name];
  return isObject(part) ? part : {};
}

function lies(pointer: string, within: string): boolean {
  return pointer === within || pointer.startsWith(`${within}/`);
}
