import assert from "node:assert/strict";
import { InputError } from "../../model/errors";

/** Asserts that the call throws an InputError with exactly this text. */
export function refuses(call: () => unknown, message: string): void {
  assert.throws(call, (error) => {
    assert(error instanceof InputError, String(error));
    assert.equal(error.message, message);
    return true;
  });
}
