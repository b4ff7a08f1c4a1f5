import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Schema } from "../../simulator/schema-file";
import { openTypings, type Typings } from "../../tools/extract/typings";

const subnet = `
import * as pulumi from "@pulumi/pulumi";
import * as inputs from "../types/input";
import * as outputs from "../types/output";
import * as enums from "../types/enums";
export declare class Subnet extends pulumi.CustomResource {
  static get(name: string): Subnet;
  static isInstance(obj: any): obj is Subnet;
  readonly arn: pulumi.Output<string>;
  readonly tags: pulumi.Output<{ [key: string]: string } | undefined>;
  readonly rules: pulumi.Output<outputs.net.Rule[]>;
  constructor(name: string, args: SubnetArgs);
}
export interface SubnetState { arn?: pulumi.Input<string>; }
export interface SubnetArgs {
  /**
   * The block.
   * Changing this value forces replacement.
   */
  cidrBlock: pulumi.Input<string>;
  size?: pulumi.Input<number | undefined>;
  open?: pulumi.Input<boolean>;
  maybe: pulumi.Input<string | undefined>;
  zones?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> } | undefined>;
  rules?: pulumi.Input<pulumi.Input<inputs.net.Rule>[] | undefined>;
  policy?: pulumi.Input<string | inputs.net.Rule>;
  tenancy?: pulumi.Input<string | enums.Tenancy>;
  strictTenancy?: pulumi.Input<enums.Tenancy>;
  family?: "ipv4" | "ipv6";
  code?: pulumi.Input<pulumi.asset.Archive>;
  owner?: pulumi.Input<Owner>;
  anything?: any;
}
import { Owner } from "./owner";
`;

const sources: Record<string, string> = {
  "net/subnet.d.ts": subnet,
  "net/subnet.js": `
    Subnet.__pulumiType = 'fake:net/subnet:Subnet';
    resourceInputs["cidrBlock"] = args?.cidrBlock;
    resourceInputs["policy"] = args?.policy ? pulumi.secret(args.policy) : undefined;
    const secretOpts = { additionalSecretOutputs: ["arn"] };`,
  "net/owner.d.ts": `
    import * as pulumi from "@pulumi/pulumi";
    export declare class Owner extends pulumi.CustomResource {
      readonly arn: pulumi.Output<string>;
    }`,
  "net/owner.js": `Owner.__pulumiType = 'fake:net/owner:Owner';`,
  "net/s3location.d.ts": "export declare class S3Location {}",
  "net/s3location.js": `S3Location.__pulumiType = 'fake:net/s3Location:S3Location';`,
  "net/getSubnet.d.ts": `
    export declare function getSubnet(args?: GetSubnetArgs): Promise<GetSubnetResult>;
    export interface GetSubnetArgs { id?: string; }
    export interface GetSubnetResult { readonly id: string; readonly vpcId?: string; }`,
  "getRegion.d.ts": `
    export declare function getRegion(): Promise<GetRegionResult>;
    export interface GetRegionResult { readonly name: string; }`,
  "types/input.d.ts": `
    import * as pulumi from "@pulumi/pulumi";
    export declare namespace net {
      interface Rule { port: pulumi.Input<number>; inner?: pulumi.Input<Rule>; }
    }`,
  "types/output.d.ts": `export declare namespace net { interface Rule { port: number; id: string; } }`,
  "types/enums.d.ts": `
    export declare const Tenancy: { readonly Default: "default"; readonly Dedicated: "dedicated" };
    export type Tenancy = (typeof Tenancy)[keyof typeof Tenancy];`,
};

describe("The reader of typings", () => {
  let folder: string;
  let typings: Typings;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "typings-"));
    for (const [name, text] of Object.entries(sources)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    typings = openTypings({ fake: folder }, [
      ...["fake:net/subnet:Subnet", "fake:net/s3Location:S3Location"],
      ...["fake:net/getSubnet:getSubnet", "fake:index/getRegion:getRegion"],
    ]);
  });
  after(() => rmSync(folder, { recursive: true }));

  const input = (name: string): Schema | undefined =>
    typings.resource("fake:net/subnet:Subnet").inputs.properties[name];

  it("unwraps inputs into plain types", () => {
    assert.deepEqual(input("cidrBlock"), { type: "string" });
    assert.deepEqual(input("size"), { type: "number" });
    assert.deepEqual(input("open"), { type: "boolean" });
    assert.deepEqual(input("zones"), { type: "array", items: { type: "string" } });
    assert.deepEqual(input("tags"), { type: "object", additionalProperties: { type: "string" } });
  });

  it("requires properties without a question mark and undefined", () => {
    const { inputs } = typings.resource("fake:net/subnet:Subnet");
    assert.deepEqual(inputs.required, ["cidrBlock"]);
    assert.equal(inputs.additionalProperties, false);
  });

  it("shares nested types as definitions, also recursive ones", () => {
    assert.deepEqual(input("rules"), {
      type: "array",
      items: { $ref: "#/definitions/inputs.net.Rule" },
    });
    assert.deepEqual(typings.definitions.get("inputs.net.Rule"), {
      type: "object",
      properties: { port: { type: "number" }, inner: { $ref: "#/definitions/inputs.net.Rule" } },
      additionalProperties: false,
      required: ["port"],
    });
  });

  it("accepts every alternative of a union", () => {
    assert.deepEqual(input("policy"), {
      anyOf: [{ type: "string" }, { $ref: "#/definitions/inputs.net.Rule" }],
    });
  });

  it("restricts to an enumeration only without a plain string as an alternative", () => {
    assert.deepEqual(input("tenancy"), { type: "string" });
    assert.deepEqual(input("strictTenancy"), { type: "string", enum: ["dedicated", "default"] });
    assert.deepEqual(input("family"), { type: "string", enum: ["ipv4", "ipv6"] });
  });

  it("names the type of resources and assets, and does not restrict any", () => {
    assert.deepEqual(input("owner"), { resource: "fake:net/owner:Owner" });
    assert.deepEqual(input("code"), { resource: "pulumi:pulumi:Archive" });
    assert.deepEqual(input("anything"), {});
  });

  it("reads outputs from the class, without its methods and static members", () => {
    const { outputs } = typings.resource("fake:net/subnet:Subnet");
    assert.deepEqual(Object.keys(outputs.properties), ["arn", "tags", "rules"]);
    assert.deepEqual(outputs.required, ["arn", "rules"]);
    assert.deepEqual(outputs.properties["rules"], {
      type: "array",
      items: { $ref: "#/definitions/outputs.net.Rule" },
    });
  });

  it("reads secret inputs and outputs from the code", () => {
    assert.deepEqual(typings.resource("fake:net/subnet:Subnet").secrets, ["arn", "policy"]);
  });

  it("returns the comment of a property on one line", () => {
    const { inputs } = typings.resource("fake:net/subnet:Subnet");
    const { cidrBlock = {}, size = {} } = inputs.properties;
    assert.equal(typings.doc(cidrBlock), "The block. Changing this value forces replacement.");
    assert.equal(typings.doc(size), "");
  });

  it("reads a function's arguments and result", () => {
    const { inputs, outputs } = typings.function("fake:net/getSubnet:getSubnet");
    assert.deepEqual(inputs.properties, { id: { type: "string" } });
    assert.equal(inputs.required, undefined);
    assert.deepEqual(outputs.required, ["id"]);
  });

  it("reads a function of the root module that takes no arguments", () => {
    const { inputs, outputs } = typings.function("fake:index/getRegion:getRegion");
    assert.deepEqual(inputs.properties, {});
    assert.deepEqual(outputs.properties, { name: { type: "string" } });
  });

  it("finds a file whose name differs from the token in case", () => {
    assert.deepEqual(typings.resource("fake:net/s3Location:S3Location").outputs.properties, {});
  });

  for (const token of [
    "fake:net/subnets:Subnets",
    "other:net/subnet:Subnet",
    "fake:dns/zone:Zone",
  ]) {
    it(`refuses ${token}, which no package declares`, () => {
      assert.throws(() => openTypings({ fake: folder }, [token]), {
        name: "InputError",
        message:
          `types.yaml: "${token}" is not a type or function of the installed Pulumi packages. ` +
          "Write the token as the SDK does, for example aws:ec2/subnet:Subnet.",
      });
    });
  }

  it("refuses a token that differs from the token of the class", () => {
    const token = "fake:net/owner:Subnet";
    const wrong = openTypings({ fake: folder }, [token]);
    assert.throws(() => wrong.resource(token), { name: "InputError" });
  });
});
