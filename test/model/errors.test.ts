import assert from "node:assert/strict";
import { InputError } from "../../model/errors";

describe("InputError", () => {
  it("contains the argument, the value, the rule and the fix in one message", () => {
    const error = new InputError({
      argument: "nodeGroups[0].minSize",
      value: -1,
      rule: "must be 0 or more",
      fix: "Use 0 to let the group scale to nothing.",
    });
    assert.equal(
      error.message,
      "nodeGroups[0].minSize: -1 must be 0 or more. Use 0 to let the group scale to nothing.",
    );
  });

  it("shows a missing value as undefined", () => {
    const error = new InputError({
      argument: "cidr",
      value: undefined,
      rule: "is required",
      fix: "Give one.",
    });
    assert.equal(error.message, "cidr: undefined is required. Give one.");
  });
});
