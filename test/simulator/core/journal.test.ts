import assert from "node:assert/strict";
import { Journal, type JournalCall } from "../../../simulator/journal";

describe("The journal of the local cloud", () => {
  const creation: JournalCall = {
    operation: "create",
    urn: "urn:a",
    provider: "urn:p::1",
    defaults: ["name"],
    secretInputs: ["/value"],
  };
  const update: JournalCall = { ...creation, operation: "update", id: "a-1" };

  it("knows a call under way, which has no id yet", () => {
    const journal = new Journal();
    journal.begin(creation);
    assert.deepEqual(journal.entries, [{ ...creation, secretOutputs: [], done: false }]);
  });

  it("knows the id and the secrets of what came of a call", () => {
    const journal = new Journal();
    journal.begin(creation).end("a-1", ["/value", "/key"]);
    assert.deepEqual(journal.entries, [
      { ...creation, id: "a-1", secretOutputs: ["/value", "/key"], done: true },
    ]);
  });

  it("forgets a call that was refused", () => {
    const journal = new Journal();
    journal.begin(creation).cancel();
    assert.deepEqual(journal.entries, []);
  });

  it("keeps what was before a call that was refused", () => {
    const journal = new Journal();
    journal.begin(update).end("a-1");
    journal.begin({ ...update, operation: "delete" }).cancel();
    assert.deepEqual(
      journal.entries.map(({ operation }) => operation),
      ["update"],
    );
  });

  it("keeps a resource and its replacement apart", () => {
    const journal = new Journal();
    journal.begin(creation).end("a-1");
    journal.begin(creation).end("a-2");
    assert.deepEqual(
      journal.entries.map(({ id }) => id),
      ["a-1", "a-2"],
    );
  });

  it("starts with the entries of an earlier process", () => {
    const entry = { ...update, secretOutputs: [], done: true };
    assert.deepEqual(new Journal([entry]).entries, [entry]);
  });
});
