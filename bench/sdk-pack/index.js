// The least that a pack of the SDK can be: one policy that never reports.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("least", {
  policies: [
    {
      name: "never-reports",
      description: "Looks at every resource.",
      enforcementLevel: "mandatory",
      validateResource: () => undefined,
    },
  ],
});
