import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackConfigKeys } from "../../config/stack";
import { scenarios } from "../../model/scenarios";
import { areas } from "../../policy/frame/areas";

const components = join(__dirname, "../../components");

const folders = readdirSync(components, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The sources in a component's folder, as one text. */
const sources = (folder: string): string =>
  readdirSync(join(components, folder))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(components, folder, file), "utf8"))
    .join("\n");

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name)),
];

describe("The scenarios", () => {
  it("list each folder of components once", () => {
    assert.deepEqual(scenarios.flatMap((scenario) => scenario.folders).sort(), folders);
  });

  it("list each configuration key of a stack once, except the environment", () => {
    const keys = stackConfigKeys.filter((key) => key !== "environment").sort();
    assert.deepEqual(scenarios.flatMap((scenario) => scenario.keys).sort(), keys);
  });

  it("list every policy area except tags, which apply to every resource", () => {
    const named = [...new Set(scenarios.flatMap((scenario) => scenario.areas))].sort();
    const known = Object.keys(areas).filter((area) => area !== "tags");
    assert.deepEqual(named, known.sort());
  });

  for (const { name, folders: own } of scenarios) {
    it(`tag what the components of ${name} create with its name`, () => {
      const tagged = own.flatMap((folder) => found(sources(folder), /scopeOf\([^)]*"([^"]+)"\)/g));
      assert.deepEqual([...new Set(tagged)], [name]);
    });

    it(`name the folders of ${name} in the type tokens of its components`, () => {
      for (const folder of own) {
        assert.deepEqual(found(sources(folder), /super\(\s*"eks-scenarios:([^:]+):/g), [folder]);
      }
    });
  }
});
