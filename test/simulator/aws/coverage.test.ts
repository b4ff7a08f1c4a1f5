import assert from "node:assert/strict";
import Ajv, { type ErrorObject } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { awsFunctions, awsTypes } from "../../../simulator/aws";
import type { SchemaFile } from "../../../simulator/schema-file";
import { makeEverything } from "./everything";
import { LocalAws, type Made } from "./local-aws";

const folder = join(__dirname, "..", "..", "..", "simulator", "data", "aws");
const files = new Map(
  readdirSync(folder).map((name) => [
    name.replace(".json", ""),
    JSON.parse(readFileSync(join(folder, name), "utf8")) as SchemaFile,
  ]),
);
const file = (module: string) => files.get(module)!;
const tokens = (kind: "types" | "functions") =>
  [...files.values()].flatMap((file) => Object.keys(file[kind])).sort();

describe("The AWS resource types of the local cloud", () => {
  let aws: LocalAws;
  let everything: Made[];

  before(async () => {
    aws = await LocalAws.start();
    everything = await makeEverything(aws);
  });
  after(() => aws.stop());

  it("are all described, and only those that data was extracted for", () => {
    assert.deepEqual(awsTypes.map(({ token }) => token).sort(), tokens("types"));
  });

  it("come with every function that data was extracted for, and no other", () => {
    assert.deepEqual(awsFunctions.map(({ token }) => token).sort(), tokens("functions"));
  });

  it("are each made by the fixture", () => {
    assert.deepEqual([...new Set(everything.map(({ type }) => type))].sort(), tokens("types"));
  });

  it("have the outputs that the provider has, of the types it has", () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    for (const [name, file] of files) ajv.addSchema(file, name);
    const wrong = everything.flatMap(({ type, outputs }) => {
      const module = type.split(":")[1]?.split("/")[0] ?? "";
      const pointer = type.replaceAll("/", "~1");
      const validate = ajv.compile({ $ref: `${module}#/types/${pointer}/outputs` });
      const declared = Object.entries(outputs).filter(([key]) => key !== "id");
      if (validate(Object.fromEntries(declared))) return [];
      // An object that nobody made is not there.
      const isAbsentObject = ({ keyword, params }: ErrorObject): boolean =>
        keyword === "required" &&
        file(module).types[type]?.outputs.properties[
          String((params as Record<string, unknown>)["missingProperty"])
        ]?.$ref !== undefined;
      return (validate.errors ?? [])
        .filter((error) => !isAbsentObject(error))
        .map(
          ({ instancePath, message, params }) =>
            `${type} ${instancePath} ${message} ${JSON.stringify(params)}`,
        );
    });
    assert.deepEqual(wrong, []);
  });
});
