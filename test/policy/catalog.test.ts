import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { checker } from "../../model/schema";
import { catalog } from "../../policy/catalog";
import { areas } from "../../policy/frame/areas";
import { type AnyRule, defaultConfig, type Example } from "../../policy/frame/rule";
import { configSchema } from "../../policy/frame/config-schema";
import { exampleConfig, judge, notYet, remediated, spoil, verdict } from "./harness/judging";

const rulesFolder = join(__dirname, "../../policy/rules");

describe("The catalog", () => {
  it("contains every rule of the folder, with the name of its file and the area of its folder", () => {
    const files = readdirSync(rulesFolder).flatMap((area) =>
      readdirSync(join(rulesFolder, area)).map((file) => `${area}/${basename(file, ".ts")}`),
    );
    const rules = catalog.map(({ area, id }) => `${area}/${id}`);
    assert.deepEqual([...rules].sort(), files.sort());
    assert.equal(new Set(rules).size, rules.length);
  });

  it("is in the order of the areas", () => {
    const order = Object.keys(areas);
    const positions = catalog.map(({ area }) => order.indexOf(area));
    assert.deepEqual(
      positions,
      [...positions].sort((a, b) => a - b),
    );
  });

  it("is at least as strict in prod as in dev", () => {
    const strictness = ["disabled", "advisory", "remediate", "mandatory"];
    for (const { id, levels } of catalog) {
      assert.ok(strictness.indexOf(levels.prod) >= strictness.indexOf(levels.dev), id);
    }
  });

  it("has defaults that match their schemas", () => {
    for (const rule of catalog) {
      checker(configSchema(rule.config ?? {}))(defaultConfig(rule), rule.id);
    }
  });
});

for (const rule of catalog) {
  describe(rule.id, () => {
    const given = exampleConfig(rule);

    it("refuses its failing example", () => {
      assert.equal(verdict(rule, rule.fails, { given }), "fail");
    });

    it("accepts its passing example", () => {
      assert.deepEqual(judge([rule], rule.passes, { given }), []);
    });

    it("refuses its failing example, or reports it as unknown, when no id is known", () => {
      assert.match(verdict(rule, rule.fails, { given, preview: true }), /^(fail|unknown)$/);
    });

    it("reports unknown values and never passes them silently", () => {
      for (const [example, name, property] of unknowns(rule)) {
        const found = verdict(rule, example, { given });
        assert.match(found, /^(fail|unknown)$/, `${name}.${property} unknown: ${found}`);
      }
    });

    if (rule.remediate) {
      it("accepts its failing example after its own remediation", () => {
        const fixed = remediated(rule, rule.fails, { given });
        assert.notDeepEqual(fixed, rule.fails);
        assert.equal(verdict(rule, fixed, { given }), "pass");
      });

      it("leaves its passing example as it is", () => {
        assert.deepEqual(remediated(rule, rule.passes, { given }), rule.passes);
      });
    }

    it("reports its failing example as exempt with an exemption", () => {
      const exemptions = Object.keys(rule.fails).map((resource) => ({
        rule: rule.id,
        resource,
        reason: "known",
        expires: "2026-12-31",
        owner: "games",
      }));
      const exempting = { ...given, "pack-settings": { properties: { exemptions } } };
      assert.equal(verdict(rule, rule.fails, { given: exempting }), "exempt");
    });
  });
}

/** Rules that check dependencies only, which are always known. */
const byDependencies = ["cni-before-nodes"];

/** The failing example, once for each property of each resource, with that property unknown. */
function unknowns(rule: AnyRule): [Example, string, string][] {
  if (byDependencies.includes(rule.id)) return [];
  return Object.entries(rule.fails).flatMap(([name, { properties = {} }]) =>
    Object.keys(properties).map((property): [Example, string, string] => [
      spoil(rule.fails, name, { [property]: notYet }),
      name,
      property,
    ]),
  );
}
