import assert from "node:assert/strict";
import { didYouMean, suggest } from "../../model/suggest";

describe("A suggestion", () => {
  it("is the nearest known word, whatever its case", () => {
    assert.equal(suggest("warmIpTargt", ["warmEniTarget", "warmIpTarget"]), "warmIpTarget");
    assert.equal(suggest("NODEGROUPS", ["nodeGroups", "network"]), "nodeGroups");
  });

  it("is none where no word is near", () => {
    assert.equal(suggest("zebra", ["nodeGroups", "network"]), undefined);
    assert.equal(suggest("zebra", []), undefined);
  });

  it("is a question, or else the choice that there is", () => {
    assert.equal(didYouMean("prd", ["dev", "prod"]), 'Did you mean "prod"?');
    assert.equal(didYouMean("staging", ["dev", "prod"]), 'Use one of "dev", "prod".');
  });
});
