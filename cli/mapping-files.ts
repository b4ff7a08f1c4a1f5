import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../model/errors";
import { decodeMappings } from "../model/port-mappings/file";
import { portMappings, type PortMappings } from "../model/port-mappings/lookup";

const extension = ".portmap";

/**
 * Reads files of port mappings.
 *
 * @param path A folder with such files, at any depth, or one file.
 * @throws InputError for a path without such files, and for invalid files
 */
export function readMappingFiles(path: string): PortMappings {
  const files = filesAt(path);
  if (files.length === 0) {
    throw new InputError({
      argument: "--files",
      value: path,
      rule: `has no ${extension} file`,
      fix: "Copy them from the stack's bucket: aws s3 sync s3://<bucket> <folder>.",
    });
  }
  return portMappings(files.map((file) => decodeMappings(readFileSync(file), file)));
}

function filesAt(path: string): string[] {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there?.isDirectory()) return there ? [path] : [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(path, name));
}
