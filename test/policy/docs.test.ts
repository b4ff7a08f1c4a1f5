import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "../../policy/catalog";
import { checkConfiguration, type Given } from "../../policy/frame/configuration";
import { referenceFiles } from "../../tools/policy-docs/main";
import { readTaggableTypes, taggableTypesFile } from "../../tools/policy-docs/taggable-types";

const root = join(__dirname, "../..");

describe("The reference of the policies", () => {
  it("is up to date with the catalog; `npm run docs:policies` updates it", async () => {
    for (const [path, text] of await referenceFiles()) {
      assert.equal(readFileSync(join(root, path), "utf8"), text, path);
    }
  });

  it("has no page of a removed area", async () => {
    const pages = readdirSync(join(root, "docs/policies")).map((file) => `docs/policies/${file}`);
    assert.deepEqual(
      pages.sort(),
      [...(await referenceFiles()).keys()].filter((path) => path !== "docs/policies.md").sort(),
    );
  });
});

describe("The configuration in the pack's README", () => {
  it("is accepted by the pack", () => {
    const readme = readFileSync(join(root, "policy/README.md"), "utf8");
    const json = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const given: Record<string, Given> = {};
    for (const [name, properties] of Object.entries(JSON.parse(json) as Record<string, object>)) {
      given[name] = { properties: { ...properties } };
    }
    assert.equal(checkConfiguration(given, catalog).settings.exemptions.length, 1);
  });
});

describe("The list of taggable resource types", () => {
  it("is up to date with the installed @pulumi/aws; `npm run docs:policies` updates it", () => {
    const kept = JSON.parse(readFileSync(taggableTypesFile, "utf8")) as { read: string };
    assert.deepEqual(kept, readTaggableTypes(kept.read));
  }).timeout(60_000);
});
