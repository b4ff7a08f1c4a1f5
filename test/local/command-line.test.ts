import assert from "node:assert/strict";
import { readInvocation } from "../../local/command-line";

describe("The command line of a local run", () => {
  it("previews and deploys the dev stack without arguments", () => {
    assert.deepEqual(readInvocation([]), {
      args: ["up", "--yes"],
      stack: "dev",
      writesProject: false,
    });
  });

  it("passes arguments on unchanged", () => {
    assert.deepEqual(readInvocation(["preview", "--diff"]).args, ["preview", "--diff"]);
  });

  for (const args of [
    ["--stack", "prod"],
    ["--stack=prod"],
    ["-s", "prod"],
    ["-s=prod"],
    ["-sprod"],
  ]) {
    it(`names the stack in ${args.join(" ")}`, () => {
      assert.equal(readInvocation(["up", ...args]).stack, "prod");
    });
  }

  it("ignores a stack option after --", () => {
    assert.equal(readInvocation(["up", "--", "--stack", "prod"]).stack, "dev");
  });

  for (const command of ["init", "rm", "rename", "select"]) {
    it(`runs stack ${command}, which writes the project's files, on a copy of them`, () => {
      assert.equal(readInvocation(["stack", command, "test"]).writesProject, true);
    });
  }

  it("runs read-only commands on the checkout", () => {
    assert.equal(readInvocation(["stack", "output"]).writesProject, false);
  });
});
