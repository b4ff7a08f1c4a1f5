import assert from "node:assert/strict";
import { checker } from "../../model/schema";
import {
  count,
  filled,
  flag,
  list,
  object,
  optional,
  text,
  withDefault,
  type Given,
  type Static,
} from "../../model/schema-parts";
import { refuses } from "./refusal";

const pool = object("a pool", {
  name: text("name of the pool", { examples: ["arena"] }),
  size: withDefault(count("players at most", 1, 100), 10),
  open: withDefault(flag("true where anybody may join"), false),
  zones: optional(list("zones of the pool")),
});

describe("A schema", () => {
  const check = checker<Static<typeof pool>>(pool);

  it("requires properties without a default that are not optional", () => {
    assert.deepEqual(pool.required, ["name"]);
    refuses(
      () => check({}, "pool"),
      "pool.name: undefined is missing. Give name of the pool, for example arena.",
    );
  });

  it("fills in defaults, and omits optional properties", () => {
    assert.deepEqual(check({ name: "arena" }, ""), { name: "arena", size: 10, open: false });
  });

  it("limits numbers on both sides", () => {
    refuses(
      () => check({ name: "arena", size: 101 }, "pool"),
      "pool.size: 101 must be <= 100. Give players at most.",
    );
  });
});

describe("Arguments that follow from a schema", () => {
  interface PoolArgs extends Given<typeof pool> {
    owner: string;
  }
  const args: PoolArgs = { name: "arena", owner: "games" };

  it("are completed with its defaults, and keep other properties", () => {
    assert.deepEqual(filled(pool, args), { name: "arena", owner: "games", size: 10, open: false });
  });

  it("take precedence over the defaults", () => {
    assert.equal(filled(pool, { ...args, size: 3 }).size, 3);
  });

  it("get the default where they are undefined", () => {
    assert.equal(filled(pool, { ...args, size: undefined }).size, 10);
  });
});
