import assert from "node:assert/strict";
import { readInvocation } from "../../local/command-line";

describe("the command line of a local run", () => {
  it("previews and deploys the dev stack when there are no arguments", () => {
    assert.deepEqual(readInvocation([]), {
      args: ["up", "--yes"],
      stack: "dev",
      writesProject: false,
    });
  });

  it("passes arguments on as they are", () => {
    assert.deepEqual(readInvocation(["preview", "--diff"]).args, ["preview", "--diff"]);
  });

  for (const args of [
    ["--stack", "prod"],
    ["--stack=prod"],
    ["-s", "prod"],
    ["-s=prod"],
    ["-sprod"],
  ]) {
    it(`finds the stack in ${args.join(" ")}`, () => {
      assert.equal(readInvocation(["up", ...args]).stack, "prod");
    });
  }

  it("does not look for the stack behind --", () => {
    assert.equal(readInvocation(["up", "--", "--stack", "prod"]).stack, "dev");
  });

  for (const command of ["init", "rm", "rename", "select"]) {
    it(`runs stack ${command}, which writes the project's files, on the copy`, () => {
      assert.equal(readInvocation(["stack", command, "test"]).writesProject, true);
    });
  }

  it("runs commands that only read on the checkout", () => {
    assert.equal(readInvocation(["stack", "output"]).writesProject, false);
  });
});
