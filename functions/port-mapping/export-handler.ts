import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GlobalAcceleratorClient } from "@aws-sdk/client-global-accelerator";
import { S3Client } from "@aws-sdk/client-s3";
import { apiRegion } from "../../model/data/custom-routing.json";
import { exportMappings, type ExportResult } from "./exporter";
import { fileStore } from "./file-store";
import { mappingApi } from "./mapping-api";
import { setting } from "./settings";
import { tableStore } from "./table-store";

const accelerators = new GlobalAcceleratorClient({ region: apiRegion, maxAttempts: 8 });
const objects = new S3Client({});
const items = new DynamoDBClient({});

/** Exports the mappings of the accelerator; the handler of the schedule. */
export async function handler(): Promise<ExportResult> {
  const places = {
    api: mappingApi(accelerators),
    files: fileStore(objects, setting("bucketName")),
    table: tableStore(items, setting("tableName")),
  };
  const result = await exportMappings(places, setting("acceleratorArn"));
  console.log(JSON.stringify(result));
  return result;
}
