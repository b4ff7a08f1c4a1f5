import type { Properties } from "../values";

/** JSON pointers of what is secret in an object whoever wrote it: the data of Secrets. */
export function secretsOf(object: Properties): string[] {
  if (object["kind"] !== "Secret") return [];
  return ["data", "stringData"]
    .filter((part) => object[part] !== undefined)
    .map((part) => `/${part}`);
}
