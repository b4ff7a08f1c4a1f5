import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Schemas } from "../../../simulator/schemas";
import type { ResourceData, Schema, SchemaFile } from "../../../simulator/schema-file";
import { UNKNOWN, type Properties, type Value } from "../../../simulator/values";
import { Samples } from "./samples";

const folder = join(__dirname, "..", "..", "..", "simulator", "data", "aws");
const schemas = new Schemas(folder);

interface Spoiled {
  key: string;
  /** Undefined where the key is left out. */
  value: Value | undefined;
  reason: string;
}

describe("The inputs of AWS resource types", () => {
  for (const name of readdirSync(folder)) {
    const file = JSON.parse(readFileSync(join(folder, name), "utf8")) as SchemaFile;
    const samples = new Samples(file);
    for (const [token, data] of Object.entries(file.types)) {
      const valid = samples.inputs(data.inputs);
      const reasons = (change: Properties = {}, without?: string): string[] => {
        const changed = { ...valid, ...change };
        if (without !== undefined) delete changed[without];
        return schemas.check(token, changed).map(({ reason }) => reason);
      };

      it(`of ${token} are accepted when they are valid, or not known yet`, () => {
        assert.deepEqual(reasons(), []);
        for (const key of Object.keys(valid)) assert.deepEqual(reasons({ [key]: UNKNOWN }), []);
      });

      it(`of ${token} are refused when one is spoiled, with what is wrong`, () => {
        for (const { key, value, reason } of spoiledOnes(data)) {
          const given = value === undefined ? reasons({}, key) : reasons({ [key]: value });
          assert.ok(given.includes(reason), `${key}: ${reason}, not ${given.join("; ")}`);
        }
      });
    }
  }
});

function spoiledOnes({ inputs, secrets }: ResourceData): Spoiled[] {
  const unknown = {
    key: "nonsense",
    value: true,
    reason: 'Invalid or unknown key. An argument named "nonsense" is not expected here',
  };
  const missing = (inputs.required ?? []).map((key) => ({
    key,
    value: undefined,
    reason: `Missing required argument. The argument "${key}" is required`,
  }));
  const wrong = Object.entries(inputs.properties).flatMap(([key, schema]) => {
    const [value, rule] = spoil(schema) ?? [];
    if (value === undefined) return [];
    const given = secrets.includes(key) ? "a secret" : JSON.stringify(value);
    return [{ key, value, reason: `${key} ${rule}, got ${given}` }];
  });
  return [unknown, ...missing, ...wrong];
}

/** A value that breaks a schema in one way, and how the refusal names that way. */
function spoil(schema: Schema): [Value, string] | undefined {
  const { type, enum: choices, pattern, maximum, maxLength } = schema;
  if (choices && type === "string") {
    return ["nonsense", `must be equal to one of the allowed values (${choices.join(", ")})`];
  }
  if (pattern !== undefined && !new RegExp(pattern, "u").test("\n")) {
    return ["\n", `must match pattern "${pattern}"`];
  }
  if (maximum !== undefined) return [maximum + 1, `must be <= ${maximum}`];
  if (maxLength !== undefined && maxLength < 10_000) {
    return ["x".repeat(maxLength + 1), `must NOT have more than ${maxLength} characters`];
  }
  if (type === "string" || type === "array" || type === "object") return [7, `must be ${type}`];
  if (type === "boolean" || type === "number" || type === "integer") {
    return ["nonsense", `must be ${type}`];
  }
  return undefined;
}
