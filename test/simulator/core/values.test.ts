import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  containsUnknown,
  decode,
  encode,
  filledIn,
  keepSecret,
  markDefaults,
  text,
  UNKNOWN,
  valueAt,
  type Properties,
} from "../../../simulator/values";

// Source: sdk/go/common/resource/properties.go of github.com/pulumi/pulumi.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const struct = (values: Record<string, unknown>) => Struct.fromJavaScript(values as never);

describe("Values from the engine", () => {
  it("lose the wrapping of secrets, and tell where they were", () => {
    const sent = struct({
      name: "games",
      password: { [SIGNATURE]: SECRET, value: "s3cr3t" },
      rules: [{ "a/b": { [SIGNATURE]: SECRET, value: 1 } }],
    });
    assert.deepEqual(decode(sent), {
      values: { name: "games", password: "s3cr3t", rules: [{ "a/b": 1 }] },
      secrets: ["/password", "/rules/0/a~1b"],
    });
  });

  it("have one mark for what is not known, whatever kind of value it will be", () => {
    const sent = struct({
      id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      count: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      output: { [SIGNATURE]: OUTPUT, secret: true },
    });
    assert.deepEqual(decode(sent), {
      values: { id: UNKNOWN, count: UNKNOWN, output: UNKNOWN },
      secrets: ["/output"],
    });
  });

  it("are empty where nothing was sent", () => {
    assert.deepEqual(decode(undefined), { values: {}, secrets: [] });
  });

  it("come back as they were sent, secrets wrapped", () => {
    const plain = fc.dictionary(
      fc.stringMatching(/^[a-z/~]{1,5}$/),
      fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null)),
    );
    fc.assert(
      fc.property(plain, fc.string(), (values, password) => {
        const marked = { values: { ...values, password } as Properties, secrets: ["/password"] };
        assert.deepEqual(decode(encode(marked)), marked);
      }),
    );
  });
});

describe("The marks of a bridged provider", () => {
  it("are a list of defaults in every object, which the provider reads and the engine hides", () => {
    const marked = markDefaults({ name: "games-1a2b3c4", tags: { a: "b" } }, ["name"]);
    assert.deepEqual(marked, {
      __defaults: ["name"],
      name: "games-1a2b3c4",
      tags: { __defaults: [], a: "b" },
    });
    const sent = encode({ values: marked, secrets: [] });
    assert.deepEqual(filledIn(sent), ["name"]);
    assert.deepEqual(decode(sent).values, { name: "games-1a2b3c4", tags: { a: "b" } });
  });

  it("are in no archive, which the engine takes for its members", () => {
    const archive = {
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: {},
    };
    assert.deepEqual(markDefaults({ code: archive }, []), { __defaults: [], code: archive });
  });
});

describe("Properties", () => {
  it("are unknown when anything inside of them is", () => {
    assert.equal(containsUnknown({ a: [{ b: UNKNOWN }] }), true);
    assert.equal(containsUnknown({ a: [{ b: "c" }] }), false);
  });

  it("are found by JSON pointers", () => {
    const root = { ebs: [{ size: 8 }], "a/b": { "c~d": 1 } };
    assert.equal(valueAt(root, "/ebs/0/size"), 8);
    assert.equal(valueAt(root, "/a~1b/c~0d"), 1);
    assert.equal(valueAt(root, "/ebs/1/size"), undefined);
    assert.equal(valueAt(root, "/ebs/0/size/unit"), undefined);
  });

  it("stay secret in outputs that repeat a secret input", () => {
    const state = { values: { value: "s3cr3t", arn: "arn" }, secrets: ["/arn"] };
    const inputs = { values: { value: "s3cr3t", other: "x" }, secrets: ["/value", "/other"] };
    assert.deepEqual(keepSecret(state, inputs).secrets, ["/arn", "/value"]);
  });

  it("have a text only where they are text, number or truth", () => {
    assert.deepEqual(["a", 1, true, undefined, null, {}, []].map(text), [
      "a",
      "1",
      "true",
      "",
      "",
      "",
      "",
    ]);
  });
});
