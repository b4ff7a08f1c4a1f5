import assert from "node:assert/strict";
import { datedFactWarnings } from "../../model/dated-facts";

describe("Facts with a date", () => {
  it("cause no warning in the year after they were read", () => {
    assert.deepEqual(datedFactWarnings("2026-12-03"), []);
    assert.deepEqual(datedFactWarnings("2027-04-29"), []);
  });

  it("cause a warning from the day on which the Lambda runtime is deprecated", () => {
    assert.deepEqual(datedFactWarnings("2027-04-30"), [
      "The Lambda runtime nodejs22.x is deprecated since 2027-04-30, and functions that use it cannot be " +
        "updated from 2027-07-01. Set a newer one in model/data/lambda.json.",
    ]);
  });

  it("cause a warning that names the files that are more than a year old", () => {
    assert.deepEqual(datedFactWarnings("2027-11-21").slice(1), []);
    assert.deepEqual(datedFactWarnings("2027-11-22").slice(1), [
      "Facts in model/data are more than 365 days old: add-ons.json, gateway-api.json, images.json, " +
        "instance-types.json, node-config.json, wavelength.json. " +
        "Update the project, or refresh them: npm run data -- --help.",
    ]);
  });
});
