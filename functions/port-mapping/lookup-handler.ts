import { S3Client } from "@aws-sdk/client-s3";
import { fileStore } from "./file-store";
import { lookups } from "./lookup";
import { setting } from "./settings";

/** Answers look-ups over HTTP; the handler of the function's URL. */
export const handler = lookups(fileStore(new S3Client({}), setting("bucketName")));
