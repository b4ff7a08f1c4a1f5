import assert from "node:assert/strict";
import type { ObjectSchema, Schema } from "../../simulator/schema-file";
import type { AwsShape } from "../../tools/extract/aws-shape";
import { writeLimits, type LeftOut } from "../../tools/extract/limits";
import { pairUp } from "../../tools/extract/pairing";
import { array, integer, map, object, text } from "./shapes";

interface Written {
  inputs: ObjectSchema;
  leftOut: string[];
}

/** Writes the limits of the registry and then of the API for `/value`. */
function write(
  value: Schema,
  says: { registry?: AwsShape; api?: AwsShape },
  exceptions?: Record<string, string>,
): { value: Schema; leftOut: string[] } {
  const properties = { value };
  const shapes = [says.registry, says.api].map((shape) => shape && object({ Value: shape }));
  const { inputs, leftOut } = writeAll(properties, shapes, exceptions);
  return { value: inputs.properties["value"] ?? {}, leftOut };
}

function writeAll(
  properties: Record<string, Schema>,
  [registry, api]: (AwsShape | undefined)[],
  exceptions?: Record<string, string>,
): Written {
  const inputs: ObjectSchema = { type: "object", properties };
  const context = { definitions: new Map(), nouns: [] };
  const lines = ({ at, fact, source, reason }: LeftOut): string =>
    `${source}: ${at} ${fact}: ${reason}`;
  const leftOut = [
    ...(registry
      ? writeLimits(pairUp(inputs, registry, context), "cloudformation", exceptions)
      : []),
    ...(api ? writeLimits(pairUp(inputs, api, context), "botocore", exceptions) : []),
  ];
  return { inputs, leftOut: leftOut.map(lines) };
}

const string: Schema = { type: "string" };

describe("Limits", () => {
  it("are written with their source", () => {
    const registry = text({
      pattern: "^a$",
      format: "AWS::EC2::VPC.Id",
      maxLength: 9,
      minLength: 1,
    });
    assert.deepEqual(write({ ...string }, { registry }), {
      value: {
        type: "string",
        ...{ pattern: "^a$", format: "AWS::EC2::VPC.Id", maxLength: 9, minLength: 1 },
        from: { cloudformation: ["format", "maxLength", "minLength", "pattern"] },
      },
      leftOut: [],
    });
  });

  it("are the API's for each keyword that both sources have", () => {
    const registry = text({ maxLength: 64, enum: ["a", "b"] });
    const { value, leftOut } = write({ ...string }, { registry, api: text({ maxLength: 128 }) });
    assert.equal(value.maxLength, 128);
    assert.deepEqual(value.from, { botocore: ["maxLength"], cloudformation: ["enum"] });
    assert.deepEqual(leftOut, ["cloudformation: /value maxLength 64: botocore says 128"]);
  });

  it("are not reported as different if both sources agree", () => {
    const says = { registry: text({ maxLength: 64 }), api: text({ maxLength: 64 }) };
    const { value, leftOut } = write({ ...string }, says);
    assert.deepEqual(value.from, { botocore: ["maxLength"] });
    assert.deepEqual(leftOut, []);
  });

  it("turn a number into an integer", () => {
    const { value } = write({ type: "number" }, { api: integer({ minimum: 7, maximum: 30 }) });
    assert.deepEqual(value, {
      ...{ type: "integer", minimum: 7, maximum: 30 },
      from: { botocore: ["maximum", "minimum", "type"] },
    });
  });

  it("are left out if the kinds differ", () => {
    const { value, leftOut } = write(
      { type: "number" },
      { registry: text({ pattern: "^[0-9]+$" }) },
    );
    assert.deepEqual(value, { type: "number" });
    assert.deepEqual(leftOut, [
      'cloudformation: /value pattern "^[0-9]+$": it is number here and string at AWS',
    ]);
  });

  it("are left out if an exception lists all, a keyword, or a source's keyword", () => {
    const says = {
      registry: text({ maxLength: 9, pattern: "^r$" }),
      api: text({ pattern: "^a$" }),
    };
    const patternOf = (exceptions: Record<string, string>) => {
      const { maxLength, pattern } = write({ ...string }, says, exceptions).value;
      return { maxLength, pattern };
    };
    assert.deepEqual(patternOf({}), { maxLength: 9, pattern: "^a$" });
    assert.deepEqual(patternOf({ "/value": "so" }), { maxLength: undefined, pattern: undefined });
    assert.deepEqual(patternOf({ "/value pattern": "so" }), { maxLength: 9, pattern: undefined });
    assert.deepEqual(patternOf({ "/value botocore pattern": "so" }), {
      maxLength: 9,
      pattern: "^r$",
    });
    assert.deepEqual(
      write({ ...string }, { api: text({ maxLength: 9 }) }, { "/value": "so" }).leftOut,
      ["botocore: /value maxLength 9: so"],
    );
  });

  it("report a pattern that is not valid in JavaScript", () => {
    const lost = { ...text(), lostPattern: { pattern: "(?i)x", reason: "Invalid group" } };
    assert.deepEqual(write({ ...string }, { api: lost }).leftOut, [
      "botocore: /value pattern (?i)x: Invalid group",
    ]);
  });

  it("omit a pattern that allows every printable text", () => {
    const api = text({
      pattern: "^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*$",
    });
    const registry = text({ pattern: "^(EC2|ELB)$" });
    assert.equal(write({ ...string }, { registry, api }).value.pattern, "^(EC2|ELB)$");
    assert.equal(write({ ...string }, { api }).value.pattern, undefined);
  });

  it("keep a pattern that allows the characters of one script only", () => {
    const api = text({ pattern: "^[\\u0020-\\u00FF]*$" });
    assert.equal(write({ ...string }, { api }).value.pattern, "^[\\u0020-\\u00FF]*$");
  });

  it("require no element if the provider treats an empty list as absent", () => {
    const list = (): Schema => ({ type: "array", items: { ...string } });
    const sizes = (minItems: number) => array(text(), { minItems, maxItems: 5 });
    assert.deepEqual(write(list(), { api: sizes(1) }).value.minItems, undefined);
    assert.deepEqual(write(list(), { api: sizes(2) }).value.minItems, 2);
    assert.deepEqual(write(list(), { api: sizes(2) }).value.maxItems, 5);
  });

  it("count the entries of a map in every form that AWS uses", () => {
    const tags = (): Schema => ({ type: "object", additionalProperties: { ...string } });
    const entry = object({ Key: text({ maxLength: 128 }), Value: text({ maxLength: 256 }) });
    const key = text({ maxLength: 128 });
    const value = text({ maxLength: 256 });
    for (const api of [array(entry, { maxItems: 50 }), map(key, value, { maxProperties: 50 })]) {
      const { value: schema } = write(tags(), { api });
      assert.equal(schema.maxProperties, 50);
      assert.equal(schema.maxItems, undefined);
      assert.equal(schema.propertyNames?.maxLength, 128);
      assert.equal((schema.additionalProperties as Schema).maxLength, 256);
    }
  });

  it("omit the length of a list that is a single object here", () => {
    const rule: Schema = { type: "object", properties: { name: { ...string } } };
    const api = array(object({ Name: text({ maxLength: 5 }) }), { minItems: 2, maxItems: 1 });
    const { value } = write(rule, { api });
    assert.deepEqual(value, {
      type: "object",
      properties: { name: { type: "string", maxLength: 5, from: { botocore: ["maxLength"] } } },
    });
  });

  it("omit keywords that do not apply to the kind", () => {
    const registry: AwsShape = { ...text({ minLength: 1 }), kind: "boolean" };
    assert.deepEqual(write({ type: "boolean" }, { registry }), {
      value: { type: "boolean" },
      leftOut: [],
    });
  });

  it("omit enumerations that are separate data sets", () => {
    const values = Array.from({ length: 201 }, (_, index) => `type-${index}`);
    const { value, leftOut } = write({ ...string }, { api: text({ enum: values }) });
    assert.equal(value.enum, undefined);
    assert.deepEqual(leftOut, [
      "botocore: /value enum of 201 values: it is too long to be checked here",
    ]);
    const { value: shorter } = write({ ...string }, { api: text({ enum: values.slice(1) }) });
    assert.equal(shorter.enum?.length, 200);
  });
});

describe("Rules between properties", () => {
  const properties = () => ({ block: { ...string }, pool: { ...string }, length: { ...string } });
  const members = { Block: text(), Pool: text(), Length: text(), Elsewhere: text() };

  it("are written as dependencies on a property's presence", () => {
    const shape = object(members, [
      { rule: "needs", names: ["Length", "Pool"] },
      { rule: "excludes", names: ["Length", "Block"] },
    ]);
    const { inputs, leftOut } = writeAll(properties(), [shape]);
    assert.deepEqual(inputs.dependencies, {
      length: { required: ["pool"], properties: { block: false } },
    });
    assert.deepEqual(inputs.from, { cloudformation: ["dependencies"] });
    assert.deepEqual(leftOut, []);
  });

  it("require exactly one property", () => {
    const shape = object(members, [{ rule: "one", names: ["Block", "Pool"] }]);
    const { inputs } = writeAll(properties(), [shape]);
    assert.deepEqual(inputs.anyOf, [{ required: ["block"] }, { required: ["pool"] }]);
    assert.deepEqual(inputs.dependencies, {
      block: { properties: { pool: false } },
      pool: { properties: { block: false } },
    });
  });

  it("apply to the properties that exist here, but require none if one is missing", () => {
    const shape = object(members, [{ rule: "one", names: ["Block", "Pool", "Elsewhere"] }]);
    const { inputs, leftOut } = writeAll(properties(), [shape]);
    assert.equal(inputs.anyOf, undefined);
    assert.deepEqual(Object.keys(inputs.dependencies ?? {}), ["block", "pool"]);
    assert.deepEqual(leftOut, [
      "cloudformation:  one: Block, Pool, Elsewhere: not all of these are properties here",
    ]);
  });

  it("are left out if an exception names the rule and its first property", () => {
    const shape = object(members, [
      { rule: "needs", names: ["Length", "Pool"] },
      { rule: "needs", names: ["Pool", "Length"] },
    ]);
    const { inputs, leftOut } = writeAll(properties(), [shape], { "/pool needs": "so" });
    assert.deepEqual(inputs.dependencies, { length: { required: ["pool"] } });
    assert.deepEqual(leftOut, ["cloudformation:  needs: Pool, Length: so"]);
  });
});
