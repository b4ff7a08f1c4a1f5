import assert from "node:assert/strict";
import {
  coreDnsInRegion,
  coreDnsSettings,
  regionNodeLabels,
} from "../../../model/cluster/core-dns";

describe("Settings of CoreDNS", () => {
  it("keep it on labelled nodes if there are any", () => {
    const groups = [{ labels: {} }, { labels: { ...regionNodeLabels, team: "games" } }];
    assert.equal(coreDnsSettings(groups), coreDnsInRegion);
  });

  it("are the add-on's defaults if no node group has the label", () => {
    assert.equal(coreDnsSettings([]), undefined);
    assert.equal(coreDnsSettings([{ labels: { "parentregion.resources": "false" } }]), undefined);
  });
});
