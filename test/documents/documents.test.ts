import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseMermaid } from "../tools/component-docs/mermaid-library";

const root = join(__dirname, "../..");

/** Every Markdown file of the repository. */
function documents(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(node_modules|\.git|dist)$/.test(entry.name) ? [] : documents(path);
    }
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

/** A document's text without its code: brackets in code are not links. */
function prose(file: string): string {
  return readFileSync(file, "utf8")
    .replaceAll(/^ *(```|~~~)[\s\S]*?^ *\1/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, ""));
}

/** Addresses of a document's links, without those to other sites. */
function linksOf(file: string): string[] {
  return [...prose(file).matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(([, address = ""]) => address)
    .filter((address) => !/^[a-z]+:/.test(address));
}

/** The anchors that GitHub generates for a document's headings. */
function anchorsOf(file: string): string[] {
  return [...prose(file).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

describe("The documents", () => {
  it("link to existing files and headings", () => {
    const dead = documents().flatMap((file) =>
      linksOf(file).flatMap((address) => {
        const [path = "", anchor] = decodeURIComponent(address).split("#");
        const target = path === "" ? file : join(dirname(file), path);
        if (!existsSync(target)) return [`${relative(root, file)}: ${address}`];
        const missing = anchor !== undefined && !anchorsOf(target).includes(anchor);
        return missing ? [`${relative(root, file)}: ${address}: no such heading`] : [];
      }),
    );
    assert.deepEqual(dead, []);
  });

  it("have valid Mermaid diagrams", async () => {
    const diagrams = documents().flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(/^```mermaid\n([\s\S]*?)^```/gm),
    ]);
    assert(diagrams.length > 10, `${diagrams.length} diagrams`);
    for (const [, text = ""] of diagrams) assert.equal(await parseMermaid(text), "flowchart-v2");
  });

  it("include the README, the guides and a page per component", () => {
    const found = documents().map((file) => relative(root, file));
    for (const file of ["README.md", "CONTRIBUTING.md", "docs/architecture.md"]) {
      assert(found.includes(file), file);
    }
    assert(found.filter((file) => file.startsWith("components/")).length > 8);
  });

  it("contain links, so that the test of links can fail", () => {
    const links = documents().flatMap(linksOf);
    assert(links.length > 100, `${links.length} links`);
  });
});
