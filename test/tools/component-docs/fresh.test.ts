import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deployStacks, withArguments, withDiagrams } from "../../../tools/component-docs/main";
import { readSources, type Sources } from "../../../tools/component-docs/program";
import { requireService } from "../../setup";
import { parseMermaid } from "./mermaid-library";

const root = join(__dirname, "../../..");

function assertFresh(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    assert.equal(readFileSync(join(root, path), "utf8"), text, path);
  }
}

describe("The documents of the components", function () {
  this.timeout(120_000);
  let sources: Sources;
  before(() => {
    sources = readSources(root);
  });

  it("include one README per folder", () => {
    const folders = new Set(sources.components.map(({ folder }) => folder));
    for (const folder of folders) {
      assert(readdirSync(join(root, "components", folder)).includes("README.md"), folder);
    }
  });

  it("contain the arguments of the sources (if not, run `npm run docs:components`)", async () => {
    assertFresh(await withArguments(sources));
  });
});

describe("The diagrams of components and stacks", function () {
  let files: Map<string, string>;
  before(async function () {
    await requireService("engine", this);
    this.timeout(600_000);
    files = await withDiagrams(readSources(root), await deployStacks());
  });

  it("match the deployed stacks (if not, run `npm run docs:components`)", () => {
    assertFresh(files);
  });

  it("are valid Mermaid text", async () => {
    const blocks = [...files.values()].flatMap((text) => [
      ...text.matchAll(/```mermaid\n([\s\S]*?)```/g),
    ]);
    assert(blocks.length > 10);
    for (const [, text = ""] of blocks) assert.equal(await parseMermaid(text), "flowchart-v2");
  });
});
