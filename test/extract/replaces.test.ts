import assert from "node:assert/strict";
import type { ObjectSchema, Schema } from "../../simulator/schema-file";
import { commentSays } from "../../tools/extract/comments";
import { pairUp } from "../../tools/extract/pairing";
import { replacements, type ReplaceExceptions } from "../../tools/extract/replaces";
import { object, text } from "./shapes";

describe("A property's comment", () => {
  const sentences: [string, ReturnType<typeof commentSays>][] = [
    ["Changing this value will force a new cluster to be created.", "always"],
    ["Changing this forces a new resource to be created.", "always"],
    ["Name of it. Forces replacement if changed.", "always"],
    ["(Optional, Forces new resource) Parameters of an export.", "always"],
    ["Changing `interfaceType` will cause the resource to be destroyed and re-created.", "always"],
    [
      "You can only specify it at creation, changing this value will force a new cluster to be created.",
      "always",
    ],
    ["If `v` is set, changing this value forces a new resource to be created.", "sometimes"],
    ["Disabling it after it has been enabled forces recreation of the instance.", "sometimes"],
    [
      "If set then updates to this field will trigger a destroy and recreate of the EC2 instance.",
      "sometimes",
    ],
    [
      "Downgrading an `Advanced` tier parameter to `Standard` will recreate the resource.",
      "sometimes",
    ],
    ["Whether to force detaching any policies the role has before destroying it.", undefined],
    ["A replacement for the deprecated block.", undefined],
    ["", undefined],
  ];
  for (const [comment, says] of sentences) {
    it(`means ${says ?? "no replacement"}: ${JSON.stringify(comment)}`, () => {
      assert.equal(commentSays(comment), says);
    });
  }
});

describe("The list of replacing properties", () => {
  const string = (): Schema => ({ type: "string" });
  const options: Schema = { $ref: "#/definitions/Options" };
  const definitions = new Map<string, ObjectSchema>([
    ["Options", { type: "object", properties: { mode: string(), size: string() } }],
  ]);

  function find(
    names: string[],
    {
      replaces = [] as string[],
      mayReplace = [] as string[],
      exceptions = {} as ReplaceExceptions,
      comments = {} as Record<string, string>,
    },
  ) {
    const properties = Object.fromEntries(names.map((name) => [name, string()]));
    const inputs: ObjectSchema = { type: "object", properties: { ...properties, options } };
    const members = ["VpcId", "Name", "Tags", "Block"].map((name) => [name, text()] as const);
    const shape = object({ ...Object.fromEntries(members), Options: object({ Mode: text() }) });
    const model = { source: "cloudformation" as const, shape, replaces, mayReplace };
    const pairing = pairUp(inputs, shape, { definitions, nouns: [] });
    const texts = new Map(
      Object.entries(comments).map(([name, comment]) => [properties[name], comment]),
    );
    const doc = (property: object): string => texts.get(property) ?? "";
    return replacements({ inputs, definitions, doc, registry: { model, pairing }, exceptions });
  }

  it("contains those of the registry, also nested ones", () => {
    const { replaces, mayReplace } = find(["vpcId", "block"], {
      replaces: ["/VpcId", "/Options/Mode"],
      mayReplace: ["/Block"],
    });
    assert.deepEqual(replaces, {
      "/options/mode": ["cloudformation"],
      "/vpcId": ["cloudformation"],
    });
    assert.deepEqual(mayReplace, { "/block": ["cloudformation"] });
  });

  it("contains those of the comments, with both sources if both agree", () => {
    const comments = {
      vpcId: "Changing this forces a new resource.",
      block: "Forces replacement.",
    };
    const { replaces } = find(["vpcId", "block"], { replaces: ["/VpcId"], comments });
    assert.deepEqual(replaces, { "/block": ["typings"], "/vpcId": ["cloudformation", "typings"] });
  });

  it("contains the prefix of a name that replaces, and the Region", () => {
    const { replaces } = find(["name", "namePrefix", "tagsPrefix", "region"], {
      replaces: ["/Name"],
    });
    assert.deepEqual(replaces, {
      "/name": ["cloudformation"],
      "/namePrefix": ["rule"],
      "/region": ["rule"],
    });
  });

  it("does not repeat an object's entry for its members", () => {
    const { replaces } = find([], { replaces: ["/Options", "/Options/Mode"] });
    assert.deepEqual(replaces, { "/options": ["cloudformation"] });
  });

  it("follows types.yaml if the sources differ, and reports the difference", () => {
    const { replaces, mayReplace, leftOut } = find(["vpcId", "tags", "block"], {
      replaces: ["/Tags", "/Block"],
      exceptions: {
        replaces: { "/vpcId": "no update" },
        mayReplace: { "/block": "not always" },
        inPlace: { "/tags": "the provider calls CreateTags" },
      },
    });
    assert.deepEqual(replaces, { "/vpcId": ["types.yaml"] });
    assert.deepEqual(mayReplace, { "/block": ["types.yaml"] });
    assert.deepEqual(leftOut, [
      {
        ...{ at: "/tags", source: "cloudformation", fact: "replaces" },
        reason: "the provider calls CreateTags",
      },
      {
        ...{ at: "/block", source: "cloudformation", fact: "replaces" },
        reason: "not always",
      },
    ]);
  });

  it("reports a property of the registry that has no counterpart", () => {
    assert.deepEqual(find([], { replaces: ["/Name"] }).leftOut, [
      {
        ...{ at: "/Name", source: "cloudformation", fact: "replaces" },
        reason: "no property here stands for it",
      },
    ]);
  });
});
