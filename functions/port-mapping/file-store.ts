import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import type { MappedSubnet } from "../../model/port-mappings/table";

/** Files of mappings in a bucket. */
export interface FileStore {
  /** Lists the names with this prefix, each with the hash of its content. */
  list(prefix: string): Promise<Map<string, string>>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Returns the store of files in an S3 bucket. */
export function fileStore(client: S3Client, Bucket: string): FileStore {
  return {
    async list(Prefix) {
      const found = new Map<string, string>();
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
        for (const { Key = "", ETag = "" } of Contents) found.set(Key, ETag.replaceAll('"', ""));
      }
      return found;
    },
    async read(Key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      if (!Body) throw new Error(`${Key} has no content`);
      return Body.transformToByteArray();
    },
    async write(Key, Body) {
      await client.send(
        new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/octet-stream" }),
      );
    },
    async delete(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}

/** Returns the hash that S3 has of a file: with the bucket's encryption, the MD5 of the content. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

/** Returns the prefix of an accelerator's files: its id. */
export function folderOf(acceleratorArn: string): string {
  return `${acceleratorArn.split("/").at(-1) ?? ""}/`;
}

/** Returns the name of the file with the mappings of a subnet. */
export function fileName({ acceleratorArn, endpointGroupArn, subnetId }: MappedSubnet): string {
  const group = endpointGroupArn.split("/").at(-1) ?? "";
  return `${folderOf(acceleratorArn)}${group}/${subnetId}.portmap`;
}

/** Returns the endpoint group and the subnet in the name of a file. */
export function subjectOf(name: string): { groupId: string; subnetId: string } {
  const [, groupId = "", file = ""] = name.split("/");
  return { groupId, subnetId: file.replace(/\.portmap$/, "") };
}
