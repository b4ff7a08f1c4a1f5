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
  /** Names of the files that begin so, each with the hash of what is in it. */
  list(prefix: string): Promise<Map<string, string>>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Files in a bucket of S3. */
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

/** The hash that S3 has of a file: the bucket's encryption leaves it the MD5 of the content. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

/** Beginning of the names of an accelerator's files: its id. */
export function folderOf(acceleratorArn: string): string {
  return `${acceleratorArn.split("/").at(-1) ?? ""}/`;
}

/** Name of the file with the mappings of a subnet. */
export function fileName({ acceleratorArn, endpointGroupArn, subnetId }: MappedSubnet): string {
  const group = endpointGroupArn.split("/").at(-1) ?? "";
  return `${folderOf(acceleratorArn)}${group}/${subnetId}.portmap`;
}

/** Endpoint group and subnet that a file is about, as its name says. */
export function subjectOf(name: string): { groupId: string; subnetId: string } {
  const [, groupId = "", file = ""] = name.split("/");
  return { groupId, subnetId: file.replace(/\.portmap$/, "") };
}
