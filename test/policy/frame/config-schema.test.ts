import { Type } from "@sinclair/typebox";
import assert from "node:assert/strict";
import { checker } from "../../../model/schema";
import {
  type ConfigOf,
  configSchema,
  defaultsOf,
  oneOf,
  property,
} from "../../../policy/frame/config-schema";

const properties = {
  names: property(Type.Array(Type.String()), { default: ["a"], description: "names" }),
  support: property(oneOf(["STANDARD", "EXTENDED"]), { default: "STANDARD", description: "both" }),
};

describe("A rule's configuration schema", () => {
  const check = checker<Partial<ConfigOf<typeof properties>>>(configSchema(properties));

  it("gives each property its default", () => {
    assert.deepEqual(defaultsOf(properties), { names: ["a"], support: "STANDARD" });
  });

  it("accepts a configuration without any of its properties and fills the defaults in", () => {
    assert.deepEqual(check({}, "rule"), { names: ["a"], support: "STANDARD" });
  });

  it("refuses a text that is not one of the choices", () => {
    assert.throws(() => check({ support: "standard" }, "rule"), {
      message: 'rule.support: "standard" is not a choice. Did you mean "STANDARD"?',
    });
  });

  it("refuses a property that it does not have", () => {
    assert.throws(() => check({ name: ["b"] }, "rule"), {
      message: 'rule.name: ["b"] is not an argument. Did you mean "names"?',
    });
  });
});
