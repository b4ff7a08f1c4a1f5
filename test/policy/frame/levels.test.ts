import assert from "node:assert/strict";
import type { Given } from "../../../policy/frame/configuration";
import { environmentOf } from "../../../policy/frame/levels";
import { defaultSettings } from "../../../policy/frame/settings";
import { judge } from "../harness/judging";
import { network, vpcRule } from "../harness/rules";

const rule = vpcRule();

/** Level of the rule's finding, or "disabled" where there is none. */
function level(settings: object, given: Record<string, Given> = {}, stack = "dev"): string {
  const all = { ...given, "pack-settings": { properties: { ...settings } } };
  return judge([rule], network, { given: all, stack })[0]?.level ?? "disabled";
}

describe("The level of a rule", () => {
  it("comes from the preset of the environment", () => {
    assert.equal(level({ environment: "dev" }), "advisory");
    assert.equal(level({ environment: "prod" }), "mandatory");
  });

  it("comes from the name of the stack if no environment is set", () => {
    assert.equal(level({}, {}, "shop-dev"), "advisory");
    assert.equal(level({}, {}, "shop-prod"), "mandatory");
    assert.equal(level({ productionStacks: ["blue"] }, {}, "shop-blue"), "mandatory");
    assert.equal(level({ productionStacks: ["blue"] }, {}, "shop-prod"), "advisory");
  });

  it("comes from the settings for the rule, then its area, then all", () => {
    const levels = { all: "disabled", network: "mandatory" };
    assert.equal(level({ levels: { all: "mandatory" } }), "mandatory");
    assert.equal(level({ levels }), "mandatory");
    assert.equal(level({ levels: { ...levels, "test-vpc": "advisory" } }), "advisory");
    assert.equal(level({ levels: { ...levels, "test-vpc": "disabled" } }), "disabled");
  });

  it("comes from the engine's own configuration first", () => {
    const settings = { levels: { "test-vpc": "advisory" } };
    assert.equal(
      level(settings, { "test-vpc": { level: "mandatory", properties: {} } }),
      "mandatory",
    );
  });

  it("comes from the engine for all rules, even if it is the announced level", () => {
    const all = (name: "remediate" | "disabled") => ({
      all: { level: name, properties: {} },
      "test-vpc": { level: name, properties: {} },
    });
    assert.equal(level({}, all("disabled")), "disabled");
    assert.equal(level({}, all("remediate")), "mandatory");
  });

  it("stops like `mandatory` if the rule has no remediation", () => {
    assert.equal(level({ levels: { "test-vpc": "remediate" } }), "mandatory");
  });

  it("comes from the preset if the engine only returns the announced level", () => {
    assert.equal(level({}, { "test-vpc": { level: "remediate", properties: {} } }), "advisory");
  });
});

describe("The environment of a stack", () => {
  it("is production if a whole word of its name says so", () => {
    const names = {
      prod: "prod",
      "eu.PROD.1": "prod",
      live_blue: "prod",
      products: "dev",
      test: "dev",
    };
    for (const [name, environment] of Object.entries(names)) {
      assert.equal(environmentOf(name, defaultSettings), environment, name);
    }
  });
});
