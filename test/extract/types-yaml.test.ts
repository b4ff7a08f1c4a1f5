import assert from "node:assert/strict";
import { checkPointers, checkRenames } from "../../tools/extract/entry-checks";
import { parseTypesFile } from "../../tools/extract/types-yaml";
import { text } from "./shapes";

const valid = `
types:
  aws:ec2/subnet:Subnet:
    cloudformation: AWS::EC2::Subnet
    rename: { /size: /Sizes/Size }
    replaces:
      there is no update: [/vpcId, /zone]
    leaveOut:
      it is optional: [/cidrBlock one]
  aws:ec2/tag:Tag: {}
functions:
  - aws:ec2/getSubnet:getSubnet
apis:
  games: [StartGame]
`;

describe("types.yaml", () => {
  it("has the reason of each exception by pointer", () => {
    const { types, functions, apis } = parseTypesFile(valid);
    assert.deepEqual(types["aws:ec2/subnet:Subnet"], {
      cloudformation: "AWS::EC2::Subnet",
      rename: { "/size": "/Sizes/Size" },
      replaces: { "/vpcId": "there is no update", "/zone": "there is no update" },
      mayReplace: {},
      inPlace: {},
      leaveOut: { "/cidrBlock one": "it is optional" },
    });
    assert.deepEqual(Object.keys(types), ["aws:ec2/subnet:Subnet", "aws:ec2/tag:Tag"]);
    assert.deepEqual(functions, ["aws:ec2/getSubnet:getSubnet"]);
    assert.deepEqual(apis, { games: ["StartGame"] });
  });

  it("must not have an unknown field", () => {
    assert.throws(() => parseTypesFile(valid.replace("replaces:", "replace:")), {
      name: "InputError",
      message:
        'types.yaml/types/aws:ec2/subnet:Subnet: {"additionalProperty":"replace"} must NOT have ' +
        "additional properties. See simulator/data/README.md for the fields of an entry.",
    });
  });

  it("must not have pointers without a reason", () => {
    const yaml = valid.replace("there is no update: [/vpcId, /zone]", "- /vpcId");
    assert.throws(() => parseTypesFile(yaml), { name: "InputError" });
  });
});

describe("An entry of types.yaml", () => {
  const properties: [string, object][] = [
    ["/size", {}],
    ["/rules/*/port", {}],
  ];
  const token = "aws:ec2/subnet:Subnet";

  it("may name every input, with or without a keyword", () => {
    const entry = { rename: { "/size": "/Size" }, leaveOut: { "/rules/*/port minimum": "so" } };
    assert.doesNotThrow(() => checkPointers(token, entry, properties));
  });

  for (const field of ["rename", "replaces", "mayReplace", "inPlace", "leaveOut"]) {
    it(`must name only inputs in ${field}`, () => {
      assert.throws(() => checkPointers(token, { [field]: { "/sise": "so" } }, properties), {
        message:
          `types.yaml, aws:ec2/subnet:Subnet, ${field}: "/sise" is not an input of the resource. ` +
          "Write the path of a property as in the type's file, for example /vpcConfig/subnetIds.",
      });
    });
  }

  it("must rename to a member that AWS has", () => {
    const pairing = {
      values: [{ at: "/size", awsAt: "/Size", shape: text(), schema: {}, target: undefined }],
      objects: [],
    };
    assert.doesNotThrow(() => checkRenames(token, { rename: { "/size": "/Size" } }, [pairing]));
    assert.throws(() => checkRenames(token, { rename: { "/zone": "/Zone" } }, [pairing]), {
      message:
        'types.yaml, aws:ec2/subnet:Subnet, rename /zone: "/Zone" is neither in the CloudFormation ' +
        "type nor in the operation's input. " +
        "Write the path of a member as AWS does, for example /ResourcesVpcConfig/SubnetIds.",
    });
  });
});
