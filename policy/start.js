#!/usr/bin/env node
// Starts the pack: as a directory (`--policy-pack policy`, "main" of package.json) and as a program
// (`--policy-pack policy/start.js`). In a checkout it runs the TypeScript sources, which are never
// stale; in a published package, which has none, the compiled files.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "index.ts"))) {
  // run-policy-pack has registered a ts-node that checks types, for seconds; this one only strips
  // them (tsconfig.json: swc). The check command checks them.
  delete require.extensions[".ts"];
  require("ts-node").register({ project: join(__dirname, "../tsconfig.json") });
  require("./index.ts");
} else {
  require("./dist/policy/index.js");
}
