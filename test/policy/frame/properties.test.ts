import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { openProperties, patchProperties } from "../../../policy/frame/properties";

const signature = "4dabf18193072939515e22adb298388d";
const secret = (value: string | string[]) => ({
  [signature]: "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("Properties from the engine", () => {
  it("are read with plain secrets and a list of the secret texts", () => {
    const struct = Struct.fromJavaScript({
      user: "admin",
      password: secret("hunter2"),
      keys: secret(["one", "two"]),
      nested: [{ token: secret("abcd") }],
    });
    const { props, secrets } = openProperties(struct);
    assert.deepEqual(props, {
      user: "admin",
      password: "hunter2",
      keys: ["one", "two"],
      nested: [{ token: "abcd" }],
    });
    assert.deepEqual(secrets.sort(), ["abcd", "hunter2", "one", "two"]);
  });

  it("omit the provider's lists of defaults, unless they go back to the engine", () => {
    const sent = { labels: { a: "b", __defaults: [] }, list: [{ __defaults: ["c"], c: 1 }] };
    const struct = Struct.fromJavaScript(sent);
    assert.deepEqual(openProperties(struct).props, { labels: { a: "b" }, list: [{ c: 1 }] });
    assert.deepEqual(openProperties(struct, true).props, sent);
  });

  it("are empty if the engine sends none", () => {
    assert.deepEqual(openProperties(undefined), { props: {}, secrets: [] });
  });

  it("stay secret after a remediation", () => {
    const sent = { tags: { owner: secret("games") }, size: 1 };
    assert.deepEqual(patchProperties(sent, { tags: { owner: "games", a: "b" }, size: 2 }), {
      tags: { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: { owner: "games", a: "b" } },
      size: 2,
    });
  });
});
