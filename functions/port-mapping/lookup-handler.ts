import { S3Client } from "@aws-sdk/client-s3";
import { fileStore } from "./file-store";
import { lookups } from "./lookup";
import { setting } from "./settings";

/** Answers look-ups over HTTP: what the function's URL calls. */
export const handler = lookups(fileStore(new S3Client({}), setting("bucketName")));
