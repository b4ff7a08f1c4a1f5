import assert from "node:assert/strict";
import { toJavaScript, wholeText } from "../../tools/extract/patterns";

describe("The translation of AWS' patterns", () => {
  const respelt: [string, string, string][] = [
    [
      "keeps syntax that JavaScript shares",
      "^[0-9A-Za-z][A-Za-z0-9_]*$",
      "^[0-9A-Za-z][A-Za-z0-9_]*$",
    ],
    ["drops escapes that u mode refuses", "[\\w\\@\\#\\_]+\\:x", "[\\w@#_]+:x"],
    ["keeps escapes with a meaning", "^\\[\\.\\d[\\-]\\]\\/$", "^\\[\\.\\d[\\-]\\]\\/$"],
    ["escapes a hyphen beside a class", "[\\w-.]+[!-\\d]", "[\\w\\-.]+[!\\-\\d]"],
    ["escapes lone brackets", "a]{b}", "a\\]\\{b\\}"],
    ["keeps quantifiers", "a{2}b{1,}c{0,3}", "a{2}b{1,}c{0,3}"],
    ["translates Java's anchors", "\\Aab\\z", "^ab$"],
    ["translates Java's code points", "[\\x{10000}-\\x{10FFFF}]", "[\\u{10000}-\\u{10FFFF}]"],
    ["keeps Unicode classes", "[\\p{L}\\P{N}_-]", "[\\p{L}\\P{N}_-]"],
    ["translates the documentation's example", "[\\w-.\\@]+\\z", "[\\w\\-.@]+$"],
  ];
  for (const [title, java, javascript] of respelt) {
    it(`${title}: ${java}`, () => {
      assert.deepEqual(toJavaScript(java), { pattern: javascript });
      assert.doesNotThrow(() => new RegExp(javascript, "u"));
    });
  }

  for (const java of ["(?i)all", "a++", "[\\p{Print}&&[^|]]", "\\p{Alnum}"]) {
    it(`rejects ${java} with a reason`, () => {
      const result = toJavaScript(java);
      assert.ok("reason" in result && result.reason.startsWith("Invalid regular expression"));
    });
  }

  it("matches the whole text", () => {
    assert.equal(wholeText("\\d{12}"), "^\\d{12}$");
    assert.equal(wholeText("^[a-z]+"), "^[a-z]+$");
    assert.equal(wholeText("^a$"), "^a$");
    assert.equal(wholeText("cost\\$"), "^cost\\$$");
  });

  it("matches the whole text with each alternative", () => {
    const pattern = new RegExp(wholeText("(/)|(/[!-~]+/)"), "u");
    assert.ok(pattern.test("/"));
    assert.ok(pattern.test("/team/"));
    assert.ok(!pattern.test("/team"));
    assert.ok(!pattern.test("x/"));
  });
});
