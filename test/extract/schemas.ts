import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import type { ResourceData, SchemaFile } from "../../simulator/schema-file";

export const root = path.join(__dirname, "..", "..");
export const folder = path.join(root, "simulator", "data");

/** The committed files of the Pulumi packages, by name: `aws/ec2.json`. */
export const files = new Map(
  ["aws", "eks"].flatMap((name) =>
    readdirSync(path.join(folder, name)).map((entry): [string, SchemaFile] => [
      `${name}/${entry}`,
      JSON.parse(readFileSync(path.join(folder, name, entry), "utf8")) as SchemaFile,
    ]),
  ),
);

/** @param token for example `aws:ec2/subnet:Subnet` */
export function fileOf(token: string): SchemaFile {
  const [name, module = ""] = token.split(":");
  const file = files.get(`${name}/${module.split("/")[0]}.json`);
  if (!file) throw new Error(`no data file for ${token}`);
  return file;
}

export function type(token: string): ResourceData {
  const data = fileOf(token).types[token];
  if (!data) throw new Error(`no data for ${token}`);
  return data;
}

/** A validator for one schema of a file, in ajv's strict mode. */
export function validator(schema: object, { definitions }: SchemaFile): ValidateFunction {
  const ajv = new Ajv({
    strict: true,
    // `anyOf` and `dependencies` name properties whose types are next to them.
    ...{ strictTypes: false, strictRequired: false },
    keywords: ["from", "resource"],
    validateFormats: false,
    allErrors: true,
  });
  return ajv.compile({ ...schema, definitions });
}

/** The errors of a validator for a value, each as `/pointer message`, sorted. */
export function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  const texts = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const name = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath || "/"} ${message}${name ? ` (${name})` : ""}`;
  });
  return texts.sort();
}
