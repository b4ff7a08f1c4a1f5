import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { goRecipe } from "../common/go-program";
import { install, type Recipe } from "../common/install";
import { partOf } from "../common/progress";

/**
 * The recipe with helper programs of this project. The engine searches for helpers next to itself
 * first; if it finds them on the PATH, it prints a warning in every output.
 */
function withHelpers(recipe: Recipe, helpers: string[]): Recipe {
  const files = helpers.map((name) => join(__dirname, "helpers", name));
  const texts = files.map((file) => readFileSync(file, "utf8"));
  return {
    ...recipe,
    ingredients: [recipe.ingredients, ...texts].join("\0"),
    async fill(folder, context, say) {
      await recipe.fill(folder, context, say);
      for (const [at, name] of helpers.entries()) await copyFile(files[at]!, join(folder, name));
    },
  };
}

/** The provider of dynamic resources, which the program defines itself. */
const dynamicProvider = "pulumi-resource-pulumi-nodejs";

/** The language host for Node.js programs: the newest version that is published in a Go module. */
export const languageHostRecipe = withHelpers(
  goRecipe({
    name: "language-host",
    title: "Pulumi language host for Node.js",
    modules: join(__dirname, "go", "language-host"),
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
    program: "pulumi-language-nodejs",
    space: 1,
    check: () => ({ args: ["-h"], prints: "-typescript" }),
  }),
  [dynamicProvider],
);

/** The recipe of an engine with the language host beside it. */
function withLanguageHost(engine: Recipe): Recipe {
  return {
    ...engine,
    ingredients: [engine.ingredients, languageHostRecipe.ingredients].join("\0"),
    async fill(folder, context, say) {
      const host = await install(languageHostRecipe, context, partOf(say));
      await engine.fill(folder, context, say);
      for (const name of [languageHostRecipe.program, dynamicProvider]) {
        await copyFile(join(host, name), join(folder, name));
      }
    },
  };
}

/** The check that a `pulumi` program runs. */
export const engineCheck = (version: string): Recipe["check"] => ({
  args: ["version"],
  prints: version,
  env: { PULUMI_SKIP_UPDATE_CHECK: "1" },
});

const cli = {
  title: "Pulumi engine",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  module: "github.com/pulumi/pulumi/pkg/v3",
  program: "pulumi",
  // Without it, the engine reports no version and disables features that depend on it.
  variables: (version: string) => ({
    "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version,
  }),
  space: 4,
  check: engineCheck,
};

/** The engine that runs the program. */
export const engineRecipe = withLanguageHost(
  goRecipe({ ...cli, name: "engine", modules: join(__dirname, "go", "engine") }),
);

/**
 * An older engine, the last version that starts a policy pack in a folder without the language
 * host: that would need a newer language host than the published one.
 */
export const directoryPackEngineRecipe = withHelpers(
  withLanguageHost(
    goRecipe({
      ...cli,
      name: "directory-pack-engine",
      title: "Pulumi engine for policy packs in folders",
      modules: join(__dirname, "go", "directory-pack-engine"),
    }),
  ),
  ["pulumi-analyzer-policy"],
);
