import { encodeMappings } from "../../model/port-mappings/file";
import { readTables, type MappingApi } from "../../model/port-mappings/reader";
import { fileName, folderOf, hashOf, subjectOf, type FileStore } from "./file-store";
import type { TableStore } from "./table-store";

/** Where an export reads and writes. */
export interface ExportPlaces {
  api: MappingApi;
  files: FileStore;
  table: TableStore;
}

/** What came of an export. */
export interface ExportResult {
  subnets: number;
  mappings: number;
  /** Files that were new or changed, with the blocks of their subnets. */
  written: string[];
  /** Files of subnets that clients are not routed to any more. */
  removed: string[];
}

/**
 * Brings table and files up to what an accelerator maps. Subnets whose mappings have not changed
 * cost no write. Of a subnet, the file is written last and deleted last, so that an export that
 * dies is made up for by the next.
 */
export async function exportMappings(
  { api, files, table }: ExportPlaces,
  acceleratorArn: string,
): Promise<ExportResult> {
  const known = await files.list(folderOf(acceleratorArn));
  const result: ExportResult = { subnets: 0, mappings: 0, written: [], removed: [] };
  for await (const subnet of readTables(api, acceleratorArn)) {
    const name = fileName(subnet);
    const bytes = encodeMappings(subnet);
    result.subnets++;
    result.mappings += subnet.addresses.length;
    if (known.get(name) !== hashOf(bytes)) {
      await table.write(subnet);
      await files.write(name, bytes);
      result.written.push(name);
    }
    known.delete(name);
  }
  for (const name of known.keys()) {
    const { subnetId, groupId } = subjectOf(name);
    await table.delete(subnetId, groupId);
    await files.delete(name);
    result.removed.push(name);
  }
  return result;
}
