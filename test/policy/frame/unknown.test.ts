import assert from "node:assert/strict";
import {
  asSent,
  fieldOfEach,
  guard,
  ifKnown,
  partlyKnown,
  unknown,
} from "../../../policy/frame/unknown";
import { notYet } from "../harness/judging";

/** The SDK's own guard, which has no typings: the one that rules of other packs run behind. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const sdk = require("@pulumi/policy/proxy") as Record<string, unknown> & {
  unknownCheckingProxy: <T>(value: T) => T;
};

const kinds = Object.entries(sdk).filter(([name]) => /^unknown[A-Z]\w*Value$/.test(name));

describe("Guarded properties", () => {
  it("throw where the properties of the SDK throw, for every kind of unknown value", () => {
    assert.equal(kinds.length, 7);
    for (const [kind, value] of kinds) {
      const props = { list: [1, { deep: value }] };
      const read = (guarded: typeof props) => (guarded.list[1] as { deep: unknown }).deep;
      assert.throws(
        () => read(sdk.unknownCheckingProxy(props)),
        { message: /can't be known/ },
        kind,
      );
      assert.throws(() => read(guard(props)), {
        name: "UnknownValueError",
        message: "list[1].deep is not known during preview",
      });
    }
  });

  it("can be listed, searched and copied if everything is known", () => {
    const props = guard({ tags: { a: "1", b: notYet }, zones: ["x", "y"] });
    assert.deepEqual(Object.keys(props.tags), ["a", "b"]);
    assert.equal("b" in props.tags, true);
    assert.equal(props.tags.a, "1");
    assert.deepEqual(
      props.zones.filter((zone) => zone !== "x"),
      ["y"],
    );
    assert.equal(JSON.stringify(props.zones), '["x","y"]');
    assert.throws(() => ({ ...props.tags }), { name: "UnknownValueError" });
  });

  it("return the value as the engine sent it", () => {
    const tags = { a: "1", b: notYet };
    assert.equal(asSent(guard({ tags }).tags), tags);
    assert.equal(asSent(undefined), undefined);
  });
});

describe("A value that may be unknown", () => {
  it("becomes a symbol if reading it would throw", () => {
    const props = guard({ known: 1, later: notYet });
    assert.equal(
      ifKnown(() => props.known),
      1,
    );
    assert.equal(
      ifKnown(() => props.later),
      unknown,
    );
  });

  it("does not hide other errors", () => {
    assert.throws(() => ifKnown(() => JSON.parse("{") as unknown), SyntaxError);
  });

  it("leaves the known elements of its list and the number of unknown ones", () => {
    const props = guard({ some: ["a", notYet, "b"], none: notYet });
    assert.deepEqual(
      partlyKnown(() => props.some),
      { known: ["a", "b"], unknown: 1 },
    );
    assert.deepEqual(
      partlyKnown(() => props.none as unknown as string[]),
      { known: [], unknown: undefined },
    );
    assert.deepEqual(
      partlyKnown(() => undefined),
      { known: [], unknown: 0 },
    );
  });

  it("is counted among the fields of a list's elements", () => {
    const props = guard({ places: [{ id: "a" }, { id: notYet }], none: notYet });
    assert.deepEqual(
      partlyKnown(() => fieldOfEach(props.places, "id")),
      { known: ["a"], unknown: 1 },
    );
    assert.deepEqual(
      partlyKnown(() => fieldOfEach(props.none as unknown as { id: string }[], "id")),
      { known: [], unknown: undefined },
    );
    assert.deepEqual(fieldOfEach(undefined as { id: string }[] | undefined, "id"), []);
  });
});
