import assert from "node:assert/strict";
import { findZone, parseZone } from "../../../model/network/zones";

describe("A zone's name", () => {
  const names: [string, string, string][] = [
    ["us-east-1a", "availability", "us-east-1"],
    ["ap-northeast-1d", "availability", "ap-northeast-1"],
    ["us-gov-west-1b", "availability", "us-gov-west-1"],
    ["eusc-de-east-1a", "availability", "eusc-de-east-1"],
    ["us-west-2-lax-1a", "local", "us-west-2"],
    ["eu-central-1-ham-1a", "local", "eu-central-1"],
    ["us-east-1-wl1-bos-wlz-1", "wavelength", "us-east-1"],
    ["eu-west-3-cmn-wlz-1a", "wavelength", "eu-west-3"],
    ["ap-northeast-1-wl1-nrt-wlz-1", "wavelength", "ap-northeast-1"],
  ];
  for (const [name, kind, region] of names) {
    it(`such as ${name} is parsed as a zone of kind ${kind} in ${region}`, () => {
      assert.deepEqual(parseZone(name), { name, kind, region });
    });
  }

  it("cannot be a Region, an id or other text", () => {
    for (const name of ["us-east-1", "use1-az1", "us-east-1A", "", "a", "us-east-1a-", "zone a"]) {
      assert.equal(findZone(name), undefined, name);
    }
  });

  it("is refused if it is an id, with the advice to give the name", () => {
    assert.throws(() => parseZone("use1-az1", "network.zones[0]"), {
      message:
        'network.zones[0]: "use1-az1" is not the name of a zone. ' +
        "This looks like a zone id; give the zone's name, for example us-east-1a.",
    });
  });

  it("is refused if it is a Region, with examples", () => {
    assert.throws(() => parseZone("us-east-1", "network.zones[0]"), {
      message:
        'network.zones[0]: "us-east-1" is not the name of a zone. ' +
        "Give a name such as us-east-1a, us-west-2-lax-1a or us-east-1-wl1-bos-wlz-1.",
    });
  });
});
