import assert from "node:assert/strict";
import { catalog } from "../../../policy/catalog";
import { checkConfiguration, type Given } from "../../../policy/frame/configuration";
import type { AnyRule } from "../../../policy/frame/rule";

function problems(given: Record<string, Given>): string[] {
  try {
    checkConfiguration(given, catalog);
    return [];
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message.split("\n");
  }
}

const properties = (name: string, value: object) => ({ [name]: { properties: { ...value } } });
const settings = (value: object) => properties("pack-settings", value);
const exemption = {
  rule: "nodes-imdsv2",
  resource: "*",
  reason: "moves",
  expires: "2027-01-31",
  owner: "games",
};

describe("The pack refuses its configuration", () => {
  it("for a rule that does not exist, with a suggestion", () => {
    assert.deepEqual(problems({ "nodes-imdsv3": { level: "mandatory", properties: {} } }), [
      'policy configuration: "nodes-imdsv3" is not a rule of this pack. Did you mean "nodes-imdsv2"?',
    ]);
  });

  it("for an area in place of a rule", () => {
    assert.deepEqual(problems({ network: { level: "advisory", properties: {} } }), [
      'policy configuration: "network" is an area, not a rule. Set the level of an area with {"pack-settings": {"levels": {"network": …}}}.',
    ]);
  });

  it("for a property that the rule does not have", () => {
    assert.deepEqual(problems(properties("nodes-imdsv2", { maxHop: 2 })), [
      'nodes-imdsv2.maxHop: 2 is not an argument. Did you mean "maxHops"?',
    ]);
  });

  it("for a value of the wrong type or out of range", () => {
    assert.deepEqual(problems(properties("nodes-imdsv2", { maxHops: 0 })), [
      "nodes-imdsv2.maxHops: 0 must be >= 1. Give the largest accepted hop limit; 2 if pods without their own role need that of the node.",
    ]);
    assert.deepEqual(problems(properties("network-open-ingress", { allowedPorts: [443] })), [
      "network-open-ingress.allowedPorts[0]: 443 must be string. See the description of the argument.",
    ]);
  });

  it("for an environment or a level that does not exist", () => {
    assert.deepEqual(problems(settings({ environment: "production" })), [
      'pack-settings.environment: "production" is not a choice. Use one of "auto", "dev", "prod".',
    ]);
    assert.deepEqual(problems(settings({ levels: { network: "mandatroy" } })), [
      'pack-settings.levels.network: "mandatroy" is not a choice. Did you mean "mandatory"?',
    ]);
  });

  it("for a level of something that is neither a rule nor an area", () => {
    assert.deepEqual(problems(settings({ levels: { netwrok: "advisory" } })), [
      'pack-settings.levels: "netwrok" must be a rule, an area or all. Did you mean "network"?',
    ]);
  });

  it("for a level for all rules in two places", () => {
    const given = {
      ...settings({ levels: { network: "advisory" } }),
      all: { level: "mandatory" as const, properties: {} },
    };
    assert.deepEqual(problems(given), [
      'all: "mandatory" would override pack-settings.levels. Write it there: {"pack-settings": {"levels": {"all": "mandatory"}}}.',
    ]);
  });

  it("for an exemption without a reason, a last day or an owner", () => {
    for (const [part, fix] of [
      ["reason", "Give the reason why the finding is accepted."],
      ["expires", 'Give the last day on which it applies, such as "2027-01-31".'],
      ["owner", "Give the team or person responsible for it."],
    ] as const) {
      const rest = Object.entries(exemption).filter(([key]) => key !== part);
      assert.deepEqual(problems(settings({ exemptions: [Object.fromEntries(rest)] })), [
        `pack-settings.exemptions[0].${part}: undefined is missing. ${fix}`,
      ]);
    }
  });

  it("for an exemption with a rule or a day that does not exist", () => {
    const exemptions = [
      { ...exemption, rule: "nodes-imds" },
      { ...exemption, expires: "2027-02-30" },
    ];
    assert.deepEqual(problems(settings({ exemptions })), [
      'pack-settings.exemptions[0].rule: "nodes-imds" is not a rule of this pack. Did you mean "nodes-imdsv2"?',
      'pack-settings.exemptions[1].expires: "2027-02-30" must be a day of the calendar. Write it as "2027-01-31".',
    ]);
  });

  it("with all problems at once", () => {
    const given = { ...properties("nodes-imdsv2", { maxHop: 2 }), nodes: { properties: {} } };
    assert.equal(problems(given).length, 2);
  });
});

describe("The configuration of the pack", () => {
  it("is accepted as the engine sends it, with the defaults filled in", () => {
    const given: Record<string, Given> = { all: { level: "advisory", properties: {} } };
    for (const rule of catalog) given[rule.id] = { level: "advisory", properties: defaults(rule) };
    assert.deepEqual(problems(given), []);
  });

  it("fills in the defaults of the properties that are not set", () => {
    const rule = catalog.find(({ id }) => id === "spot-lifecycle-label");
    assert.ok(rule);
    const { configOf } = checkConfiguration(properties(rule.id, { values: ["spot"] }), catalog);
    assert.deepEqual(configOf(rule), { key: "lifecycle", values: ["spot"] });
  });
});

function defaults({ config = {} }: AnyRule): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, property]) => [key, property.default]),
  );
}
