import assert from "node:assert/strict";
import type { ObjectSchema, Schema } from "../../simulator/schema-file";
import type { AwsShape } from "../../tools/extract/aws-shape";
import { counterparts, nounsOf, type NameExceptions } from "../../tools/extract/names";
import { pairUp } from "../../tools/extract/pairing";
import { array, map, object, text } from "./shapes";

const entry: AwsShape = object({ Key: text({ maxLength: 128 }), Value: text({ maxLength: 256 }) });

function inputs(properties: Record<string, Schema>): ObjectSchema {
  return { type: "object", properties };
}

/** Pairs as `/here = /There`; with `!` where the kinds differ. */
function pairs(
  properties: Record<string, Schema>,
  members: Record<string, AwsShape>,
  exceptions: NameExceptions = {},
  nouns: string[] = [],
): string[] {
  const definitions = new Map([["Rule", inputs({ port: { type: "number" } })]]);
  const context = { definitions, nouns, ...exceptions };
  const { values } = pairUp(inputs(properties), object(members), context);
  return values.map(({ at, awsAt, target }) => `${at} ${target ? "=" : "!"} ${awsAt}`);
}

const string: Schema = { type: "string" };
const strings: Schema = { type: "array", items: string };

describe("Names here and at AWS", () => {
  it("are equal except for case", () => {
    assert.deepEqual(
      [...counterparts(["enableDns64", "urlList"], ["URLList", "EnableDns64", "Other"])],
      [
        ["enableDns64", "EnableDns64"],
        ["urlList", "URLList"],
      ],
    );
  });

  it("may be plural here and singular there", () => {
    assert.deepEqual(
      [...counterparts(["vpcZoneIdentifiers", "policies"], ["VPCZoneIdentifier", "Policy"])],
      [
        ["vpcZoneIdentifiers", "VPCZoneIdentifier"],
        ["policies", "Policy"],
      ],
    );
  });

  it("are not paired if two members fit, or if another property has the member", () => {
    assert.deepEqual([...counterparts(["rules"], ["Rule", "RULE"])], []);
    assert.deepEqual([...counterparts(["subnet", "subnets"], ["Subnet"])], [["subnet", "Subnet"]]);
  });

  it("may have the resource's noun at AWS: name is RoleName", () => {
    const nouns = nounsOf("AWS::IAM::ManagedPolicy", "iam.CreatePolicy");
    assert.deepEqual(nouns, ["ManagedPolicy", "Policy"]);
    assert.deepEqual([...counterparts(["name"], ["PolicyName"], nouns)], [["name", "PolicyName"]]);
    assert.deepEqual([...counterparts(["name"], ["GroupName"], nouns)], []);
  });
});

describe("Pairing", () => {
  it("covers lists, nested types and maps", () => {
    const rule = object({ Port: { ...text(), kind: "integer" } });
    assert.deepEqual(
      pairs(
        {
          zones: strings,
          rule: { $ref: "#/definitions/Rule" },
          labels: { type: "object", additionalProperties: string },
        },
        { Zones: array(text()), Rule: rule, Labels: map(text({ maxLength: 63 }), text()) },
      ),
      [
        ...["/zones = /Zones", "/zones/* = /Zones/*", "/rule = /Rule", "/rule/port = /Rule/Port"],
        ...["/labels = /Labels", "/labels/{key} = /Labels/*/Key", "/labels/* = /Labels/*/Value"],
      ],
    );
  });

  it("treats a list of Key and Value as a map", () => {
    assert.deepEqual(
      pairs({ tags: { type: "object", additionalProperties: string } }, { Tags: array(entry) }),
      ["/tags = /Tags", "/tags/{key} = /Tags/*/Key", "/tags/* = /Tags/*/Value"],
    );
  });

  it("treats a list of objects as the single object here", () => {
    const rules = array(object({ Port: { ...text(), kind: "integer" } }));
    assert.deepEqual(pairs({ rule: { $ref: "#/definitions/Rule" } }, { Rules: rules }), [
      "/rule = /Rules",
      "/rule/port = /Rules/*/Port",
    ]);
  });

  it("uses the alternative of the same kind", () => {
    const policy: Schema = { anyOf: [{ $ref: "#/definitions/Rule" }, string] };
    assert.deepEqual(pairs({ policy }, { Policy: text() }), ["/policy = /Policy"]);
  });

  it("marks a pair of different kinds, and does not pair its members", () => {
    assert.deepEqual(
      pairs({ zones: strings, size: { type: "number" } }, { Zones: text(), Size: text() }),
      [...["/zones ! /Zones", "/size ! /Size"]],
    );
  });

  it("follows renames in any case, also of nested members", () => {
    assert.deepEqual(
      pairs(
        { ami: string, rules: { type: "array", items: { $ref: "#/definitions/Rule" } } },
        { Image: object({ Id: text() }), Port: { ...text(), kind: "integer" } },
        { rename: { "/ami": "/image/id", "/rules/*/port": "/Port" } },
      ),
      ["/ami = /Image/Id", "/rules/*/port = /Port"],
    );
  });

  it("treats the members of a flattened object as the resource's own", () => {
    assert.deepEqual(
      pairs(
        { ami: string, name: string },
        { Data: object({ Ami: text() }), Name: text() },
        { flatten: ["/Data"] },
      ),
      ["/ami = /Data/Ami", "/name = /Name"],
    );
  });

  it("does not pair the provider's region with a property of AWS", () => {
    assert.deepEqual(pairs({ region: string, zone: string }, { Region: text(), Zone: text() }), [
      "/zone = /Zone",
    ]);
  });

  it("ends in a type that contains itself", () => {
    const tree = inputs({});
    tree.properties["branch"] = { $ref: "#/definitions/Tree" };
    const shape = object({});
    shape.members.set("Branch", () => shape);
    const context = { definitions: new Map([["Tree", tree]]), nouns: [] };
    const { values } = pairUp(tree, shape, context);
    assert.deepEqual(
      values.map(({ at }) => at),
      ["/branch"],
    );
  });
});
