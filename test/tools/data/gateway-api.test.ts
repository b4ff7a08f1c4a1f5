import assert from "node:assert/strict";
import { parseInstallation, renderInstallation } from "../../../tools/data/gateway-api";

const yaml = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: gateways.example.com
spec:
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        description: A gateway.
        properties:
          description:
            description: What it is for.
            type: string
status:
  conditions: null
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: upgrades.example.com
spec:
  description: stays
---
`;

const schema = { openAPIV3Schema: { properties: { description: { type: "string" } } } };
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "gateways.example.com" },
  spec: { versions: [{ name: "v1", schema }] },
};
const policy = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: "upgrades.example.com" },
  spec: { description: "stays" },
};

describe("The data set of the Gateway API", () => {
  it("contains the objects of the manifest without status and schema descriptions", () => {
    assert.deepEqual(parseInstallation(yaml), [definition, policy]);
  });

  it("is written with one object per line", () => {
    const text = renderInstallation([definition, policy], "here", "2026-12-01");
    assert.equal(text.split("\n").length, 9);
    assert.deepEqual(JSON.parse(text), {
      source: "here",
      read: "2026-12-01",
      objects: [definition, policy],
    });
  });
});
