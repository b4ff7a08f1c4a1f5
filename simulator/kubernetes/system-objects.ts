import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { stableHex, uuid } from "../aws/identity";
import type { Properties } from "../values";
import { BY_HAND_FOLDER } from "./catalog";
import type { Cluster } from "./cluster";
import { idOf, nameOf, namespaceOf, withMetadata } from "./object";

interface SystemFile {
  all: Properties[];
  eks: Properties[];
}

let file: SystemFile | undefined;

/** An object that a cluster has without anybody's program, or undefined. */
export function systemObject(
  { eks, scope }: Cluster,
  kind: string,
  id: string,
): Properties | undefined {
  file ??= parse(readFileSync(join(BY_HAND_FOLDER, "system-objects.yaml"), "utf8")) as SystemFile;
  const found = [...file.all, ...(eks ? file.eks : [])].find(
    (object) => object["kind"] === kind && idOf(namespaceOf(object), nameOf(object) ?? "") === id,
  );
  if (!found) return undefined;
  return withMetadata(structuredClone(found), {
    uid: uuid(stableHex(`${scope} ${kind} ${id}`, 32)),
    resourceVersion: "1",
    creationTimestamp: eks?.created ?? "2026-01-01T00:00:00Z",
  });
}
