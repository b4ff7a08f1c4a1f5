import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { referenceFiles } from "../../tools/policy-docs/main";
import { readTaggableTypes, taggableTypesFile } from "../../tools/policy-docs/taggable-types";

const root = join(__dirname, "../..");

describe("The reference of the policies", () => {
  it("is as the catalog makes it: else run `npm run docs:policies`", async () => {
    for (const [path, text] of await referenceFiles()) {
      assert.equal(readFileSync(join(root, path), "utf8"), text, path);
    }
  });

  it("has no page of an area that is gone", async () => {
    const pages = readdirSync(join(root, "docs/policies")).map((file) => `docs/policies/${file}`);
    assert.deepEqual(
      pages.sort(),
      [...(await referenceFiles()).keys()].filter((path) => path !== "docs/policies.md").sort(),
    );
  });
});

describe("The list of taggable resource types", () => {
  it("is that of the installed @pulumi/aws: else run `npm run docs:policies`", () => {
    const kept = JSON.parse(readFileSync(taggableTypesFile, "utf8")) as { read: string };
    assert.deepEqual(kept, readTaggableTypes(kept.read));
  }).timeout(60_000);
});
