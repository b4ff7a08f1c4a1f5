import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argumentTables } from "../../../tools/component-docs/arguments";
import { readSources, type Sources } from "../../../tools/component-docs/program";
import { fill, sectionOf } from "../../../tools/component-docs/sections";

const sizes = `export type Size = "small" | "large";
export type Sizes = readonly Size[];`;

const pool = `import type { Size, Sizes } from "../../model/sizes";
type Input<T> = T | Promise<T>;
/** How players get in. */
export interface Door {
  /** TCP port, 1 to 65535. */
  port: number;
}
export interface PoolArgs {
  /**
   * Subnets in which nodes are launched;
   * see {@link Door}, and <name> or \`<code>\`.
   */
  subnetIds: Input<string>[];
  /**
   * How big.
   *
   * @default "small"
   */
  size?: Size;
  /** @default none */
  doors?: readonly Door[];
  /** @example { game: "chess" } */
  labels?: Readonly<Record<string, string>>;
  sizes?: Sizes;
}
class ComponentResource { constructor(token: string, name: string) { void [token, name]; } }
export class Pool extends ComponentResource {
  constructor(name: string, args: PoolArgs) {
    void args;
    super("games:pool:Pool", name);
  }
}
export class Lobby extends ComponentResource {
  constructor(name: string, args: {}) {
    void args;
    super("games:pool:Lobby", name);
  }
}
export class Helper { constructor(name: string, args: PoolArgs) { void [name, args]; } }`;

describe("The argument tables of a component", function () {
  this.timeout(60_000);
  let root: string;
  let sources: Sources;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "arguments-"));
    mkdirSync(join(root, "components", "pool"), { recursive: true });
    mkdirSync(join(root, "model"));
    writeFileSync(join(root, "tsconfig.json"), `{ "compilerOptions": { "strict": true } }`);
    writeFileSync(join(root, "model", "sizes.ts"), sizes);
    writeFileSync(join(root, "components", "pool", "pool.ts"), pool);
    const index = `export { Lobby, Pool, Helper, type PoolArgs } from "./pool";`;
    writeFileSync(join(root, "components", "pool", "index.ts"), index);
    sources = readSources(root);
  });
  after(() => rmSync(root, { recursive: true }));

  it("describe the components that the folder exports, with their type tokens", () => {
    assert.deepEqual(
      sources.components.map(({ name, folder, token }) => [name, folder, token]),
      [
        ["Lobby", "pool", "games:pool:Lobby"],
        ["Pool", "pool", "games:pool:Pool"],
      ],
    );
  });

  it("contain type, default and description of every argument, and of nested types", () => {
    assert.equal(
      argumentTables(sources, "pool"),
      [
        "### Arguments of `Lobby`",
        "",
        "None.",
        "",
        "### Arguments of `Pool`",
        "",
        "| Argument | Type | Default | Description |",
        "| --- | --- | --- | --- |",
        "| `subnetIds` | `Input<string>[]` | **required** | Subnets in which nodes are launched; see `Door`, and \\<name> or `<code>`. |",
        '| `size` | `"small" \\| "large"` | `"small"` | How big. |',
        "| `doors` | `Door[]` | none |  |",
        '| `labels` | `Readonly<Record<string, string>>` |  | Example: `{ game: "chess" }` |',
        "| `sizes` | `Sizes` |  |  |",
        "",
        "### `Door`",
        "",
        "| Argument | Type | Default | Description |",
        "| --- | --- | --- | --- |",
        "| `port` | `number` | **required** | TCP port, 1 to 65535. |",
      ].join("\n"),
    );
  });
});

describe("A section of a document", () => {
  const document = "# A\n<!-- arguments -->\nold\n<!-- /arguments -->\nend\n";

  it("is replaced without other changes to the document", () => {
    const filled = fill(document, "arguments", "new");
    assert.equal(filled, "# A\n<!-- arguments -->\n\nnew\n\n<!-- /arguments -->\nend\n");
    assert.equal(sectionOf(filled, "arguments"), "new");
  });

  it("must occur once and be closed", () => {
    const message = /There must be one <!-- arguments --> and, after it, one <!-- \/arguments -->/;
    assert.throws(() => fill("# A\n", "arguments", "new"), message);
    assert.throws(() => fill(document + document, "arguments", "new"), message);
    assert.throws(() => fill("<!-- arguments -->\n", "arguments", "new"), message);
  });
});
