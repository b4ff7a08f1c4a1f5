/**
 * Which folder may import which: infra -> stacks -> components -> model and
 * infra, stacks, cli -> config -> model, and nothing backwards.
 */
const may = {
  infra: ["stacks", "config", "model"],
  stacks: ["components", "config", "model"],
  components: ["model"],
  config: ["model"],
  model: [],
  policy: ["model"],
  functions: ["model"],
  simulator: ["model"],
  cli: ["config", "model"],
  local: ["tools", "simulator"],
  tools: ["local", "simulator", "config", "model", "policy"],
};

const folders = [...Object.keys(may), "test", "bench", "examples"];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(may).map(([from, to]) => ({
      name: `${from}-imports`,
      comment: `${from} may import ${to.length ? to.join(", ") : "nothing of this repository"}`,
      severity: "error",
      from: { path: `^${from}/` },
      to: { path: `^(${folders.filter((f) => f !== from && !to.includes(f)).join("|")})/` },
    })),
    {
      name: "model-is-pure",
      comment:
        "model and config have no I/O, no clock and no Pulumi: they import no Node.js built-in and no SDK",
      severity: "error",
      from: { path: "^(model|config)/" },
      to: {
        path: "^(fs|path|os|child_process|net|http|https|timers|process)$|node_modules/@(pulumi|aws-sdk)/",
      },
    },
    {
      name: "rules-know-no-sdk",
      comment:
        "rules match type tokens; of @pulumi/aws and @pulumi/kubernetes they import types only",
      severity: "error",
      from: { path: "^policy/" },
      to: { path: "node_modules/@pulumi/(aws|kubernetes|eks)/", dependencyTypesNot: ["type-only"] },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "types"],
    },
  },
};
