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
