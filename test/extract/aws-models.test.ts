import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { fromBotocore, openBotocore, type ServiceModel } from "../../tools/extract/botocore";
import {
  fromCloudFormation,
  openCloudFormation,
  type CloudFormationSchema,
} from "../../tools/extract/cloudformation";

const registry: CloudFormationSchema = {
  typeName: "AWS::Net::Subnet",
  createOnlyProperties: ["/properties/VpcId", "/properties/Options/properties/Mode"],
  conditionalCreateOnlyProperties: ["/properties/Rules/*/Port"],
  definitions: {
    Rule: { type: "object", properties: { Port: { type: "integer", minimum: 0, maximum: 65535 } } },
    Tree: { type: "object", properties: { Branch: { $ref: "#/definitions/Tree" } } },
  },
  properties: {
    VpcId: { type: "string", format: "AWS::EC2::VPC.Id" },
    Name: { type: "string", pattern: "[\\w-.]+", minLength: 1, maxLength: 64 },
    Document: { type: ["object", "string"] },
    Tenancy: { type: "string", enum: ["host", "default"] },
    Kind: { type: "string", const: "only" },
    Rules: { type: "array", items: { $ref: "#/definitions/Rule" }, maxItems: 5 },
    Labels: { type: "object", patternProperties: { ".*": { type: "string", maxLength: 63 } } },
    Tree: { $ref: "#/definitions/Tree" },
    Odd: { type: "string", pattern: "(?i)x" },
  },
  dependentRequired: { Length: ["Pool"] },
  dependentExcluded: { Block: ["Pool"] },
  requiredXor: ["Block", "Pool"],
  requiredOr: ["Block", "Ipv6Block"],
};

describe("A CloudFormation registry schema", () => {
  const { shape, ...model } = fromCloudFormation(registry);
  const member = (name: string) => shape.members.get(name)?.();

  it("has the limits of each property", () => {
    assert.deepEqual(member("Name")?.limits, {
      pattern: "[\\w\\-.]+",
      minLength: 1,
      maxLength: 64,
    });
    assert.deepEqual(member("VpcId")?.limits, { format: "AWS::EC2::VPC.Id" });
    assert.deepEqual(member("Rules")?.limits, { maxItems: 5 });
  });

  it("has sorted enumerations, and constants as enumerations", () => {
    assert.deepEqual(member("Tenancy")?.limits, { enum: ["default", "host"] });
    assert.deepEqual(member("Kind")?.limits, { enum: ["only"] });
  });

  it("has members behind references, also of recursive types", () => {
    const rule = member("Rules")?.items?.();
    assert.equal(rule?.kind, "object");
    assert.deepEqual(rule?.members.get("Port")?.().limits, { minimum: 0, maximum: 65535 });
    const branch = member("Tree")?.members.get("Branch")?.();
    assert.deepEqual([...(branch?.members.keys() ?? [])], ["Branch"]);
  });

  it("has documents as text and pattern properties as maps", () => {
    assert.equal(member("Document")?.kind, "string");
    assert.equal(member("Labels")?.kind, "map");
    assert.deepEqual(member("Labels")?.items?.().limits, { maxLength: 63 });
  });

  it("keeps a pattern that is not valid in JavaScript separate", () => {
    assert.equal(member("Odd")?.limits.pattern, undefined);
    assert.equal(member("Odd")?.lostPattern?.pattern, "(?i)x");
  });

  it("has pointers of replacing properties without the schema's keywords", () => {
    assert.deepEqual(model.replaces, ["/VpcId", "/Options/Mode"]);
    assert.deepEqual(model.mayReplace, ["/Rules/*/Port"]);
  });

  it("has the rules between properties", () => {
    assert.deepEqual(shape.relations, [
      { rule: "needs", names: ["Length", "Pool"] },
      { rule: "excludes", names: ["Block", "Pool"] },
      { rule: "one", names: ["Block", "Pool"] },
      { rule: "some", names: ["Block", "Ipv6Block"] },
    ]);
  });
});

const service: ServiceModel = {
  operations: { CreateSubnet: { input: { shape: "Request" } }, Ping: {} },
  shapes: {
    Request: {
      type: "structure",
      members: {
        name: { shape: "Name" },
        size: { shape: "Size" },
        zones: { shape: "Zones" },
        tags: { shape: "Tags" },
        tenancy: { shape: "Tenancy" },
        when: { shape: "When" },
        parent: { shape: "Request" },
      },
    },
    Name: { type: "string", min: 1, max: 100, pattern: "^[a-z][a-z\\-_]*" },
    Size: { type: "integer", min: 2, max: 9 },
    Zones: { type: "list", member: { shape: "Name" }, min: 1, max: 3 },
    Tags: { type: "map", key: { shape: "Name" }, value: { shape: "Name" }, max: 50 },
    Tenancy: { type: "string", enum: ["host", "default"] },
    When: { type: "timestamp" },
  },
};

describe("An operation's input in botocore", () => {
  const { shape } = fromBotocore(service, "net.CreateSubnet");
  const member = (name: string) => shape.members.get(name)?.();

  it("has min and max as the limits that fit the kind", () => {
    assert.deepEqual(member("name")?.limits, {
      minLength: 1,
      maxLength: 100,
      pattern: "^[a-z][a-z\\-_]*$",
    });
    assert.deepEqual(member("size")?.limits, { minimum: 2, maximum: 9 });
    assert.deepEqual(member("zones")?.limits, { minItems: 1, maxItems: 3 });
    assert.deepEqual(member("tags")?.limits, { maxProperties: 50 });
  });

  it("has kinds, elements and keys", () => {
    assert.deepEqual(
      ["name", "size", "zones", "tags", "when", "parent"].map((name) => member(name)?.kind),
      ["string", "integer", "array", "map", "other", "object"],
    );
    assert.equal(member("zones")?.items?.().limits.maxLength, 100);
    assert.equal(member("tags")?.keys?.().limits.minLength, 1);
    assert.equal(member("parent")?.members.get("size")?.().limits.maximum, 9);
    assert.deepEqual(member("tenancy")?.limits, { enum: ["default", "host"] });
  });

  it("is refused for an operation that does not exist or has no input", () => {
    for (const name of ["net.DropSubnet", "net.Ping"]) {
      assert.throws(() => fromBotocore(service, name), {
        name: "InputError",
        message:
          `types.yaml, operation: "${name}" is not an operation of AWS' API with an input. ` +
          "Write service and operation as botocore does, for example ec2.CreateSubnet.",
      });
    }
  });
});

describe("The unpacked wheels", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "models-"));
    const write = (name: string, content: string | Buffer): void => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    };
    const old = { operations: {}, shapes: {} };
    write("botocore/data/net/2015-01-01/service-2.json.gz", gzipSync(JSON.stringify(old)));
    write("botocore/data/net/2016-11-15/service-2.json.gz", gzipSync(JSON.stringify(service)));
    const index = JSON.stringify({ "AWS::Net::Subnet": "0af3" });
    write("cfnlint/data/schemas/providers/us-east-1.json", index);
    write("cfnlint/data/schemas/resources/0af3.json", JSON.stringify(registry));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("contain the newest version of a service's model", () => {
    const { shape } = openBotocore(folder)("net.CreateSubnet");
    assert.ok(shape.members.has("tenancy"));
  });

  it("contain a registry schema per type", () => {
    assert.ok(openCloudFormation(folder)("AWS::Net::Subnet").shape.members.has("VpcId"));
  });

  it("cause an error for a service or a type that does not exist", () => {
    assert.throws(() => openBotocore(folder)("nett.CreateSubnet"), { name: "InputError" });
    assert.throws(() => openCloudFormation(folder)("AWS::Net::Subnets"), {
      name: "InputError",
      message:
        'types.yaml, cloudformation: "AWS::Net::Subnets" is not a type of the CloudFormation registry. ' +
        "Write it as the registry does, for example AWS::EC2::Subnet.",
    });
  });
});
