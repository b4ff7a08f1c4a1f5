import {
  BatchWriteItemCommand,
  paginateQuery,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { blocksOf } from "../../model/port-mappings/blocks";
import { encodeMappings } from "../../model/port-mappings/file";
import type { MappingTable } from "../../model/port-mappings/table";

/** Mappings in a table, in blocks per subnet. */
export interface TableStore {
  /** Writes the blocks of a subnet in an endpoint group, and deletes its previous blocks. */
  write(table: MappingTable): Promise<void>;
  /** Deletes all blocks of a subnet in an endpoint group. */
  delete(subnetId: string, groupId: string): Promise<void>;
}

/** Writes per request, DynamoDB's limit. */
const writesPerRequest = 25;

/** Milliseconds until unprocessed items are written again: at first, and at most. */
const pauses = { first: 50, longest: 5_000 };

/** Attempts to write the same items. */
const attempts = 12;

/**
 * Returns the store of blocks in a DynamoDB table with the partition key `subnetId` and the sort
 * key `block`. The `mappings` of an item are a file in the format of `model/port-mappings/file.ts`.
 */
export function tableStore(client: DynamoDBClient, TableName: string): TableStore {
  async function keysOf(subnetId: string, groupId: string): Promise<string[]> {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ProjectionExpression: "#block",
        KeyConditionExpression: "subnetId = :subnet AND begins_with(#block, :group)",
        ExpressionAttributeNames: { "#block": "block" },
        ExpressionAttributeValues: { ":subnet": { S: subnetId }, ":group": { S: `${groupId}#` } },
      },
    );
    const keys: string[] = [];
    for await (const { Items = [] } of pages) {
      for (const { block } of Items) keys.push(block?.S ?? "");
    }
    return keys;
  }

  async function send(requests: readonly WriteRequest[]): Promise<void> {
    for (let index = 0; index < requests.length; index += writesPerRequest) {
      let rest = requests.slice(index, index + writesPerRequest);
      let pause = pauses.first;
      for (let attempt = 1; rest.length > 0; attempt++) {
        const command = new BatchWriteItemCommand({ RequestItems: { [TableName]: rest } });
        rest = (await client.send(command)).UnprocessedItems?.[TableName] ?? [];
        if (rest.length === 0) break;
        if (attempt === attempts) throw new Error(`${TableName} is too busy to be written to`);
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(2 * pause, pauses.longest);
      }
    }
  }

  const deletions = (subnetId: string, keys: readonly string[]): WriteRequest[] =>
    keys.map((block) => ({
      DeleteRequest: { Key: { subnetId: { S: subnetId }, block: { S: block } } },
    }));

  return {
    async write(table) {
      const { subnetId, endpointGroupArn, acceleratorAddresses, region } = table;
      const before = await keysOf(subnetId, endpointGroupArn.split("/").at(-1) ?? "");
      const blocks = blocksOf(table);
      const puts = blocks.map(({ key, table: rows }) => ({
        PutRequest: {
          Item: {
            subnetId: { S: subnetId },
            block: { S: key },
            region: { S: region },
            endpointGroupArn: { S: endpointGroupArn },
            acceleratorAddresses: { SS: [...acceleratorAddresses] },
            count: { N: String(rows.addresses.length) },
            mappings: { B: encodeMappings(rows) },
          },
        },
      }));
      const current = new Set(blocks.map(({ key }) => key));
      await send([
        ...puts,
        ...deletions(
          subnetId,
          before.filter((key) => !current.has(key)),
        ),
      ]);
    },
    async delete(subnetId, groupId) {
      await send(deletions(subnetId, await keysOf(subnetId, groupId)));
    },
  };
}
