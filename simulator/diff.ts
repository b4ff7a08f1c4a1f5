import { isDeepStrictEqual } from "node:util";
import { isObject, isUnknown, type Properties, type Value } from "./values";

/** One property that differs between what is and what is wanted. */
export interface Change {
  /** Path as Pulumi writes it: `ingress[0].fromPort`, `tags["kubernetes.io/role/elb"]`. */
  path: string;
  /** The same as a JSON pointer without array indexes: `/ingress/fromPort`. */
  pointer: string;
  kind: "add" | "delete" | "update";
}

/** Every property in which `news` differs from `olds`, the innermost ones. */
export function diff(olds: Properties, news: Properties): Change[] {
  const changes: Change[] = [];
  compareObjects(olds, news, "", "", changes);
  return changes;
}

/**
 * Whether a change touches what a JSON pointer names, in which `*` stands for every element of an
 * array. A change of something larger does if it differs in the part that the pointer names.
 */
export function changesAt(
  pointer: string,
  change: Change,
  { oldInputs, news }: { oldInputs: Properties; news: Properties },
): boolean {
  const keys = pointer.split("/").filter((key) => key !== "" && key !== "*");
  const plain = `/${keys.join("/")}`;
  if (change.pointer === plain || change.pointer.startsWith(`${plain}/`)) return true;
  return (
    plain.startsWith(`${change.pointer}/`) &&
    !isDeepStrictEqual(partsAt(oldInputs, keys), partsAt(news, keys))
  );
}

/** All values under the keys, in every element of the arrays on the way. */
function partsAt(root: Value, keys: readonly string[]): Value[] {
  let parts: Value[] = [root];
  for (const key of keys) {
    parts = parts
      .flatMap((part) => part)
      .map((part) => (isObject(part) ? part[key] : isUnknown(part) ? part : undefined))
      .filter((part) => part !== undefined);
  }
  return parts;
}

function compare(
  olds: Value | undefined,
  news: Value | undefined,
  path: string,
  pointer: string,
  changes: Change[],
): void {
  const before = olds ?? undefined;
  const after = news ?? undefined;
  if (isDeepStrictEqual(before, after)) return;
  if (before === undefined) changes.push({ path, pointer, kind: "add" });
  else if (after === undefined) changes.push({ path, pointer, kind: "delete" });
  else if (isUnknown(after)) changes.push({ path, pointer, kind: "update" });
  else if (isObject(before) && isObject(after)) {
    compareObjects(before, after, path, pointer, changes);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      compare(before[index], after[index], `${path}[${index}]`, pointer, changes);
    }
  } else changes.push({ path, pointer, kind: "update" });
}

function compareObjects(
  olds: Properties,
  news: Properties,
  path: string,
  pointer: string,
  changes: Change[],
): void {
  for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    compare(olds[key], news[key], joinPath(path, key), `${pointer}/${key}`, changes);
  }
}

function joinPath(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `${path}.${key}`;
}
