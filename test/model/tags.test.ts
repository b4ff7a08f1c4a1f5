import assert from "node:assert/strict";
import { checkTags, requiredTags, standardTags } from "../../model/tags";

describe("The standard tags", () => {
  it("include project, stack and scenario", () => {
    const tags = standardTags({ project: "p", stack: "dev", scenario: "vpc-cni" });
    assert.deepEqual(tags, {
      Project: "p",
      Stack: "dev",
      ManagedBy: "pulumi",
      Scenario: "vpc-cni",
    });
    assert.deepEqual(Object.keys(tags), [...requiredTags]);
  });
});

describe("A tag", () => {
  it("within the limits is accepted", () => {
    checkTags({ "Cost Center": "Spiele/Öl + 1 @ x=y", ["k".repeat(128)]: "v".repeat(256), a: "" });
  });

  const refused: [string, Record<string, string>, string][] = [
    [
      "that begins with aws:",
      { "aws:name": "a" },
      'tags["aws:name"]: "a" has a key that begins with aws:, which only AWS sets. Rename the key.',
    ],
    ["with an empty key", { "": "a" }, 'tags[""]: "a" has a key of 0 characters. Use 1 to 128.'],
    [
      "with a value of 257 characters",
      { a: "v".repeat(257) },
      `tags["a"]: "${"v".repeat(257)}" has 257 characters. Use at most 256.`,
    ],
    [
      "with a character that some services refuse",
      { a: "b;c" },
      'tags["a"]: "b;c" has characters that some AWS services refuse in tags. ' +
        "Use letters, digits, spaces and _ . : / = + - @ only.",
    ],
    [
      "too many",
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""])),
      "tags: 51 tags are more than the 50 that AWS keeps on a resource. " +
        "Drop the ones that nothing reads.",
    ],
  ];
  for (const [name, tags, message] of refused) {
    it(`${name} is refused`, () => assert.throws(() => checkTags(tags), { message }));
  }
});
