// Loads a module of the pack: in a checkout the TypeScript sources, which are never stale, and in a
// published package the compiled files.
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** @param {string} name Path without extension: `index`. */
module.exports = function load(name) {
  if (!existsSync(join(__dirname, "index.ts"))) return require(`./dist/policy/${name}.js`);
  stripTypes();
  return require(`./${name}.ts`);
};

// Replaces ts-node, which loads the whole compiler (0.2 s and 40 MB), and the loader that
// run-policy-pack registers, which checks types for seconds. `npm run check` checks the types.
function stripTypes() {
  const { transformSync } = require("@swc/core");
  const options = {
    configFile: false,
    swcrc: false,
    sourceMaps: "inline",
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  };
  require.extensions[".ts"] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, "utf8"), { ...options, filename });
    module._compile(code, filename);
  };
}
