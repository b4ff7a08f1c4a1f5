import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dataText, stale, writeFiles } from "../../tools/extract/write";

describe("A data file", () => {
  it("has the same text for every order of keys, and keeps the order of lists", async () => {
    const text = '{ "a": { "c": [3, 1], "d": "x" }, "b": 1 }\n';
    assert.equal(await dataText({ b: 1, a: { d: "x", c: [3, 1] } }), text);
    assert.equal(await dataText({ a: { c: [3, 1], d: "x" }, b: 1 }), text);
  });

  it("has a line per entry if the entries do not fit on one line", async () => {
    const long = "x".repeat(60);
    assert.equal(
      await dataText({ b: { d: 1 }, a: [long, long] }),
      `{\n  "a": [\n    "${long}",\n    "${long}"\n  ],\n  "b": { "d": 1 }\n}\n`,
    );
  });

  it("is stale if it is missing or has another text", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "data-"));
    try {
      const texts = new Map([
        ["aws/ec2.json", "{}\n"],
        ["left-out.json", "[]\n"],
      ]);
      assert.deepEqual(stale(folder, texts), ["aws/ec2.json", "left-out.json"]);
      writeFiles(folder, texts);
      assert.deepEqual(stale(folder, texts), []);
      assert.deepEqual(stale(folder, texts.set("aws/ec2.json", "{ }\n")), ["aws/ec2.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
