import { join } from "node:path";
import { goRecipe } from "../shared/go-program";
import type { Recipe } from "../shared/install";

/** How to see that a `pulumi` program runs. */
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
  // Without it the engine reports no version and turns off what depends on one.
  variables: (version: string) => ({
    "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version,
  }),
  check: engineCheck,
};

/** The engine that runs the program. */
export const engineRecipe = goRecipe({
  ...cli,
  name: "engine",
  modules: join(__dirname, "go", "engine"),
  space: 4,
});

/**
 * An older engine, the last kind that starts a policy pack in a folder without the help of the language
 * host: see `pulumi-analyzer-policy` beside this file.
 */
export const directoryPackEngineRecipe = goRecipe({
  ...cli,
  name: "directory-pack-engine",
  title: "Pulumi engine for policy packs in folders",
  modules: join(__dirname, "go", "directory-pack-engine"),
  space: 4,
});

/** What runs a Node.js program for the engine. The newest one that is published inside of a Go module. */
export const languageHostRecipe = goRecipe({
  name: "language-host",
  title: "Pulumi language host for Node.js",
  modules: join(__dirname, "go", "language-host"),
  package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  module: "github.com/pulumi/pulumi/sdk/v3",
  program: "pulumi-language-nodejs",
  space: 1,
  check: () => ({ args: ["-h"], prints: "-typescript" }),
});
