import { Type } from "@sinclair/typebox";
import { areas } from "./areas";
import { type ConfigOf, defaultsOf, oneOf, property } from "./config-schema";
import { exemptionSchema } from "./exemptions";
import { levels } from "./rule";

/** The name of the pack's own settings, next to the names of rules, in the configuration. */
export const settingsName = "pack-settings";

/** The schema of the pack's own settings. */
export const settingsSchema = {
  environment: property(oneOf(["auto", "dev", "prod"]), {
    default: "auto",
    description:
      "the preset of levels: `dev`, `prod`, or `auto`: `prod` if the name of the stack contains a word of `productionStacks`, otherwise `dev`",
  }),
  productionStacks: property(Type.Array(Type.String({ minLength: 1 })), {
    default: ["prod", "production", "live"],
    description: "words in the name of a stack that make it a production stack, in lower case",
  }),
  levels: property(Type.Record(Type.String(), oneOf(levels)), {
    default: {},
    description: `levels per rule, per area (${Object.keys(areas).join(", ")}) or for \`all\`; the most specific one applies`,
  }),
  exemptions: property(Type.Array(exemptionSchema), {
    default: [],
    description:
      "findings that are accepted for a time: `rule`, `resource` (URN with `*`, type or name), `reason`, `expires` (last day, `2027-01-31`) and `owner`",
  }),
  defects: property(oneOf(["advisory", "mandatory"]), {
    default: "advisory",
    description: "the level of the finding about a rule that fails with an internal error",
  }),
};

/** The pack's own settings. */
export type Settings = ConfigOf<typeof settingsSchema>;

export const defaultSettings: Settings = defaultsOf(settingsSchema);
