import assert from "node:assert/strict";
import {
  choice,
  count,
  list,
  listOf,
  object,
  optional,
  text,
  texts,
  withDefault,
  type TSchema,
} from "../../../model/schema-parts";
import { literal, schemaRows } from "../../../tools/component-docs/schema-rows";

describe("The rows of a schema", () => {
  const door = object("a door", { port: count("port", 1) }, "Door");
  const schema = object("a pool", {
    name: text("name of the pool", { examples: ["arena"] }),
    size: withDefault(choice("how big it is", ["small", "large"]), "small"),
    zones: optional(list("zones of the pool", { examples: [["a", "b"]] })),
    labels: withDefault(texts("labels"), { game: "chess" }),
    doors: listOf("how players get in", door),
  });
  const nested = new Map<string, TSchema>();
  const rows = schemaRows(schema, nested);

  it("contain type, default and description, with an example", () => {
    assert.deepEqual(
      rows.map(({ name, type, description, ...row }) => [name, type, row.default, description]),
      [
        ["name", "string", "**required**", 'Name of the pool. Example: `"arena"`'],
        ["size", '"small" | "large"', '`"small"`', "How big it is."],
        ["zones", "string[]", "", 'Zones of the pool. Example: `["a", "b"]`'],
        ["labels", "Record<string, string>", '`{ game: "chess" }`', "Labels."],
        ["doors", "Door[]", "**required**", "How players get in."],
      ],
    );
  });

  it("list the objects that have separate tables", () => {
    assert.deepEqual([...nested], [["Door", door]]);
  });

  it("write values in TypeScript syntax", () => {
    assert.equal(
      literal([{ fromPort: 80, protocols: ["TCP"] }]),
      '[{ fromPort: 80, protocols: ["TCP"] }]',
    );
  });
});
