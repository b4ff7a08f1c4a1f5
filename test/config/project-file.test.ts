import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseStackConfig } from "../../config/stack";
import { planStack } from "../../config/plan";
import { stackSchema } from "../../config/schema";

const read = (file: string) =>
  parse(readFileSync(join(__dirname, "../..", file), "utf8")) as {
    config: Record<string, unknown>;
  };

describe("Pulumi.yaml", () => {
  const declared = read("Pulumi.yaml").config as Record<
    string,
    { type: string; description: string; default?: unknown }
  >;
  const schema = stackSchema.properties as Record<string, { type?: string; description: string }>;

  it("declares every key of the configuration, with its type and description", () => {
    assert.deepEqual(
      Object.entries(declared).map(([key, { type, description }]) => [key, type, description]),
      Object.entries(schema).map(([key, { type = "string", description }]) => [
        key,
        type,
        description,
      ]),
    );
  });

  it("makes exactly the optional keys optional", () => {
    for (const [key, { default: value }] of Object.entries(declared)) {
      assert.equal(value === undefined, stackSchema.required.includes(key), key);
    }
  });
});

for (const stack of ["dev", "prod"]) {
  describe(`Pulumi.${stack}.yaml`, () => {
    it("is a configuration whose plan fits", () => {
      const prefix = "eks-scenarios:";
      const own = Object.entries(read(`Pulumi.${stack}.yaml`).config)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]);
      const config = parseStackConfig(Object.fromEntries(own) as Record<string, unknown>);
      assert.equal(config.environment, stack);
      const { addresses } = planStack(config);
      assert(addresses.subnets.every(({ left }) => left >= 0));
    });
  });
}
