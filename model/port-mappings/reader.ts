import { mappingTable, type Mapping, type MappingTable } from "./table";

/** A mapping with the subnet of its destination, as the API lists it. */
export interface ListedMapping extends Mapping {
  subnetId: string;
}

/** An endpoint group of an accelerator. */
export interface ListedGroup {
  arn: string;
  region: string;
}

/** The used operations of Global Accelerator's API. */
export interface MappingApi {
  /** Static addresses of an accelerator. */
  addresses(acceleratorArn: string): Promise<readonly string[]>;
  /** All endpoint groups of an accelerator. */
  groups(acceleratorArn: string): Promise<readonly ListedGroup[]>;
  /** All pages of a group's mappings, in any order. */
  pages(acceleratorArn: string, groupArn: string): AsyncIterable<readonly ListedMapping[]>;
}

/**
 * Reads all mappings of an accelerator into one table per subnet, one group at a time, so that only
 * one group is in memory.
 */
export async function* readTables(
  api: MappingApi,
  acceleratorArn: string,
): AsyncGenerator<MappingTable> {
  const acceleratorAddresses = await api.addresses(acceleratorArn);
  for (const { arn: endpointGroupArn, region } of await api.groups(acceleratorArn)) {
    const bySubnet = new Map<string, Mapping[]>();
    for await (const page of api.pages(acceleratorArn, endpointGroupArn)) {
      for (const mapping of page) {
        const known = bySubnet.get(mapping.subnetId);
        if (known) known.push(mapping);
        else bySubnet.set(mapping.subnetId, [mapping]);
      }
    }
    const common = { acceleratorArn, acceleratorAddresses, endpointGroupArn, region };
    for (const [subnetId, mappings] of [...bySubnet].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield mappingTable({ ...common, subnetId }, mappings);
      bySubnet.delete(subnetId);
    }
  }
}
