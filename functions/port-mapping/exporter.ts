import { encodeMappings } from "../../model/port-mappings/file";
import { readTables, type MappingApi } from "../../model/port-mappings/reader";
import { fileName, folderOf, hashOf, subjectOf, type FileStore } from "./file-store";
import type { TableStore } from "./table-store";

/** The accelerator, table and bucket of an export. */
export interface ExportPlaces {
  api: MappingApi;
  files: FileStore;
  table: TableStore;
}

/** The result of an export. */
export interface ExportResult {
  subnets: number;
  mappings: number;
  /** Files that are new or changed, and whose blocks are written. */
  written: string[];
  /** Files of subnets to which clients are no longer routed. */
  removed: string[];
}

/**
 * Updates the table and the files to the mappings of an accelerator. Subnets with unchanged
 * mappings cause no writes. The file of a subnet is written last and deleted last, so the next
 * export completes an interrupted one.
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
