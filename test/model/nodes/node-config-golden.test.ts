import assert from "node:assert/strict";
import Ajv, { type SchemaObject } from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import published from "../../../model/data/node-config.json";
import { nodeConfigUserData, type NodeConfigArgs } from "../../../model/nodes/node-config";
import { parseDefinition } from "../../../tools/data/node-config";

const cluster = {
  name: "eks-scenarios-prod",
  apiServerEndpoint: "https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==",
  cidr: "172.20.0.0/16",
};

/** User data of nodes, by the golden file that contains it. */
const nodes: Record<string, NodeConfigArgs> = {
  "managed-nodes": { maxPods: 110 },
  "wavelength-boston": {
    cluster,
    maxPods: 17,
    labels: { "eks-scenarios/wavelength-zone": "us-east-1-wl1-bos-wlz-1" },
    taints: ["eks-scenarios/wavelength-zone=us-east-1-wl1-bos-wlz-1:NoSchedule"],
  },
  "wavelength-new-york": {
    cluster,
    maxPods: 58,
    labels: { "eks-scenarios/wavelength-zone": "us-east-1-wl1-nyc-wlz-1", pool: "games" },
    taints: ["eks-scenarios/wavelength-zone=us-east-1-wl1-nyc-wlz-1:NoSchedule"],
  },
};

const golden = (name: string) =>
  readFileSync(join(__dirname, "golden", `${name}.node-config.mime`), "utf8");

/** The NodeConfig in a MIME message. */
function nodeConfigOf(message: string): unknown {
  const [, boundary = ""] = /boundary="([^"]+)"/.exec(message) ?? [];
  const [, part = ""] = message.split(`--${boundary}\n`);
  const [headers = "", body = ""] = part.split(/\n\n(.*)/s);
  assert.match(headers, /^Content-Type: application\/node\.eks\.aws$/m);
  return parse(body.split(`\n--${boundary}--`)[0] ?? "");
}

/** A schema that refuses fields that it does not list. */
function closed(schema: SchemaObject): SchemaObject {
  // Kubelet settings: nodeadm reads each as a RawExtension, which holds any JSON value.
  if (schema.additionalProperties) return { type: schema.type as string };
  if (schema.type !== "object" || !schema.properties) return schema;
  const properties = Object.entries(schema.properties as Record<string, SchemaObject>);
  return {
    ...schema,
    additionalProperties: false,
    properties: Object.fromEntries(properties.map(([name, inner]) => [name, closed(inner)])),
  };
}

const isPublished = (() => {
  const formats = { byte: /^[A-Za-z0-9+/]*={0,2}$/ };
  const validate = new Ajv({ strict: false, formats }).compile(closed(published.schema));
  return (config: unknown): string[] =>
    validate(config)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
})();

describe("The user data of AL2023 nodes", () => {
  for (const [name, args] of Object.entries(nodes)) {
    it(`is ${name}.node-config.mime to the byte, within the published NodeConfig API`, () => {
      assert.equal(nodeConfigUserData(args), golden(name));
      const config = nodeConfigOf(golden(name)) as { apiVersion: string; kind: string };
      assert.equal(config.apiVersion, published.apiVersion);
      assert.equal(config.kind, published.kind);
      assert.deepEqual(isPublished(config), []);
    });
  }

  it("fails this check with a field that the API does not have, or of another type", () => {
    const config = nodeConfigOf(golden("wavelength-boston")) as {
      spec: { kubelet: object; cluster: object };
    };
    const spoiled = (spec: object) => isPublished({ ...config, spec: { ...config.spec, ...spec } });
    assert.deepEqual(spoiled({ kubelet: { labels: {} } }), [
      "/spec/kubelet must NOT have additional properties",
    ]);
    assert.deepEqual(spoiled({ kubelet: { flags: "--v=2" } }), [
      "/spec/kubelet/flags must be array",
    ]);
    assert.deepEqual(spoiled({ cluster: { endpoint: "https://" } }), [
      "/spec/cluster must NOT have additional properties",
    ]);
  });
});

describe("The data of the NodeConfig API", () => {
  it("equals the definition without its descriptions", () => {
    const definition = `
spec:
  group: node.eks.aws
  names: { kind: NodeConfig }
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          description: An object.
          type: object
          properties:
            description: { type: string, description: A field of that name. }
`;
    assert.deepEqual(parseDefinition(definition), {
      apiVersion: "node.eks.aws/v1",
      kind: "NodeConfig",
      schema: { type: "object", properties: { description: { type: "string" } } },
    });
  });
});
