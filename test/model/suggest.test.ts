import assert from "node:assert/strict";
import { didYouMean, suggest } from "../../model/suggest";

describe("A suggestion", () => {
  it("is the nearest known word, regardless of case", () => {
    assert.equal(suggest("warmIpTargt", ["warmEniTarget", "warmIpTarget"]), "warmIpTarget");
    assert.equal(suggest("NODEGROUPS", ["nodeGroups", "network"]), "nodeGroups");
  });

  it("is undefined if no word is near", () => {
    assert.equal(suggest("zebra", ["nodeGroups", "network"]), undefined);
    assert.equal(suggest("zebra", []), undefined);
  });

  it("is a question, or the list of choices if no word is near", () => {
    assert.equal(didYouMean("prd", ["dev", "prod"]), 'Did you mean "prod"?');
    assert.equal(didYouMean("staging", ["dev", "prod"]), 'Use one of "dev", "prod".');
  });
});
