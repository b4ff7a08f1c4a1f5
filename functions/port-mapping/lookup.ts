import { InputError } from "../../model/errors";
import { decodeMappings } from "../../model/port-mappings/file";
import { portMappings, type PortMappings } from "../../model/port-mappings/lookup";
import { answerOf, readQuery } from "../../model/port-mappings/query";
import type { MappingTable } from "../../model/port-mappings/table";
import type { FileStore } from "./file-store";

/** The properties of a request to a function URL that look-ups read. */
export interface LookupRequest {
  /** `/accelerator` for the accelerator port of a pod, `/pod` for the pod behind a port. */
  rawPath?: string;
  /** `ip`, `port`, and optionally `protocol`. */
  queryStringParameters?: Readonly<Record<string, string | undefined>>;
}

/** The answer of a function URL. */
export interface LookupResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** Milliseconds until the bucket is queried again for changes. */
const freshness = 30_000;

/** Answers look-ups from the files of a bucket, which it keeps in memory. */
export function lookups(
  files: FileStore,
  now: () => number = Date.now,
): (request: LookupRequest) => Promise<LookupResponse> {
  const tables = new Map<string, { hash: string; table: MappingTable }>();
  let mappings: PortMappings | undefined;
  let read = -Infinity;

  async function refresh(): Promise<void> {
    const there = await files.list("");
    const changed = [...there].filter(([name, hash]) => tables.get(name)?.hash !== hash);
    const gone = [...tables.keys()].filter((name) => !there.has(name));
    for (const [name, hash] of changed) {
      tables.set(name, { hash, table: decodeMappings(await files.read(name), name) });
    }
    for (const name of gone) tables.delete(name);
    if (!mappings || changed.length > 0 || gone.length > 0) {
      mappings = portMappings([...tables.values()].map(({ table }) => table));
    }
    read = now();
  }

  return async ({ rawPath = "/", queryStringParameters = {} }) => {
    const direction = { "/accelerator": "toAccelerator", "/pod": "toPod" }[rawPath] as
      "toAccelerator" | "toPod" | undefined;
    if (!direction) return respond(404, { message: "Ask for /accelerator or for /pod." });
    try {
      const query = readQuery(queryStringParameters);
      if (now() - read >= freshness) await refresh();
      const found = mappings?.[direction](query) ?? [];
      return respond(found.length > 0 ? 200 : 404, { mappings: found.map(answerOf) });
    } catch (error) {
      if (error instanceof InputError) return respond(400, { message: error.message });
      throw error;
    }
  };
}

function respond(statusCode: number, body: object): LookupResponse {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
