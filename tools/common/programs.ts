import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** Whether this user may execute the file. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first program with this name on a PATH, as an absolute path. */
export function findProgram(name: string, path = ""): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => resolve(join(folder, name)))
    .find(isProgram);
}

/** A PATH with these folders in front. */
export function pathWith(folders: string[], path = ""): string {
  return [...folders, path].filter((folder) => folder !== "").join(delimiter);
}
