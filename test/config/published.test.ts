import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface StackFile {
  config: Record<string, unknown>;
}

/** Returns the violations of the published schema in a stack's file: the path and the message. */
const judge = (file: StackFile): string[] => {
  const ajv = new Ajv({ allErrors: true, strict: true });
  const validate = ajv.compile(JSON.parse(read("config/stack.schema.json")) as object);
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

for (const stack of ["dev", "prod"]) {
  describe(`The published schema of Pulumi.${stack}.yaml`, () => {
    const text = read(`Pulumi.${stack}.yaml`);
    const file = (change: Record<string, unknown> = {}): StackFile => {
      const { config } = parse(text) as StackFile;
      return { config: { ...config, ...change } };
    };

    it("is named in the file's first line", () => {
      assert.equal(
        text.split("\n")[0],
        "# yaml-language-server: $schema=./config/stack.schema.json",
      );
    });

    it("accepts the file", () => {
      assert.deepEqual(judge(file()), []);
    });

    it("requires nothing that the environment has a default for", () => {
      assert.deepEqual(judge(file({ "eks-scenarios:cluster": {} })), []);
    });

    it("accepts keys of providers", () => {
      assert.deepEqual(judge(file({ "kubernetes:namespace": "games" })), []);
    });

    it("refuses a misspelt key", () => {
      const refused = judge(file({ "eks-scenarios:nodegroups": [] }));
      assert.deepEqual(refused, ["/config/eks-scenarios:nodegroups must NOT be valid"]);
    });

    it("refuses a misspelt setting", () => {
      const network = { cidr: "10.10.0.0/16", zone: ["us-east-1a"] };
      assert.deepEqual(judge(file({ "eks-scenarios:network": network })), [
        "/config/eks-scenarios:network must NOT have additional properties",
      ]);
    });

    it("refuses a file without a network", () => {
      const { config } = file();
      delete config["eks-scenarios:network"];
      assert.deepEqual(judge({ config }), [
        "/config must have required property 'eks-scenarios:network'",
      ]);
    });
  });
}
