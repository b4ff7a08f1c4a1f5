import { Type } from "@sinclair/typebox";
import { areas } from "./areas";
import { type ConfigOf, defaultsOf, oneOf, property } from "./config-schema";
import { exemptionSchema } from "./exemptions";
import { levels } from "./rule";

/** Name under which the pack's own settings stand among the rules in the engine's configuration. */
export const settingsName = "pack-settings";

/** The schema of the pack's own settings. */
export const settingsSchema = {
  environment: property(oneOf(["auto", "dev", "prod"]), {
    default: "auto",
    description:
      "the preset of levels: `dev`, `prod`, or `auto`, which takes `prod` for stacks with one of `productionStacks` as a word in their name and `dev` for others",
  }),
  productionStacks: property(Type.Array(Type.String({ minLength: 1 })), {
    default: ["prod", "production", "live"],
    description: "words in a stack's name that make it a production stack, in lower case",
  }),
  levels: property(Type.Record(Type.String(), oneOf(levels)), {
    default: {},
    description: `levels per rule, per area (${Object.keys(areas).join(", ")}) or for \`all\`; the nearest wins`,
  }),
  exemptions: property(Type.Array(exemptionSchema), {
    default: [],
    description:
      "findings to live with for a time: `rule`, `resource` (URN with `*`, type or name), `reason`, `expires` (last day, `2027-01-31`) and `owner`",
  }),
  defects: property(oneOf(["advisory", "mandatory"]), {
    default: "advisory",
    description: "the level of the report when a rule fails inside",
  }),
};

/** The pack's own settings. */
export type Settings = ConfigOf<typeof settingsSchema>;

export const defaultSettings: Settings = defaultsOf(settingsSchema);
