import { areas } from "./areas";
import type { Exemption } from "./exemptions";
import type { LevelSettings } from "./levels";

/** Name under which the pack's own settings stand among the rules in the engine's configuration. */
export const settingsName = "pack-settings";

/** The pack's own settings. */
export interface Settings extends Omit<LevelSettings, "engineLevels"> {
  exemptions: readonly Exemption[];
  /** What a rule that fails inside does to the deployment. */
  defects: "advisory" | "mandatory";
}

export const defaultSettings: Settings = {
  environment: "auto",
  productionStacks: ["prod", "production", "live"],
  levels: {},
  exemptions: [],
  defects: "advisory",
};

const text = (description: string) => ({ type: "string", minLength: 1, description });

/** JSON schema of the settings. */
export const settingsSchema = {
  environment: {
    type: "string",
    enum: ["auto", "dev", "prod"],
    default: defaultSettings.environment,
    description:
      "the preset of levels: `dev`, `prod`, or `auto`, which takes `prod` for stacks with one of `productionStacks` as a word in their name and `dev` for others",
  },
  productionStacks: {
    type: "array",
    items: { type: "string", minLength: 1 },
    default: defaultSettings.productionStacks,
    description: "words in a stack's name that make it a production stack, in lower case",
  },
  levels: {
    type: "object",
    additionalProperties: { enum: ["advisory", "mandatory", "remediate", "disabled"] },
    default: defaultSettings.levels,
    description: `levels per rule, per area (${Object.keys(areas).join(", ")}) or for \`all\`; the nearest wins`,
  },
  exemptions: {
    type: "array",
    items: {
      type: "object",
      properties: {
        rule: text("the id of the rule"),
        resource: text("the resource's URN, with * for any text, its type or its name"),
        reason: text("the reason why this is accepted"),
        expires: {
          type: "string",
          pattern: "^\\d{4}-\\d{2}-\\d{2}$",
          description: 'the last day on which it holds, such as "2027-01-31"',
        },
        owner: text("the team or person who answers for it"),
      },
      required: ["rule", "resource", "reason", "expires", "owner"],
      additionalProperties: false,
    },
    default: defaultSettings.exemptions,
    description:
      "findings to live with for a time: `rule`, `resource` (URN with `*`, type or name), `reason`, `expires` (last day, `2027-01-31`) and `owner`",
  },
  defects: {
    type: "string",
    enum: ["advisory", "mandatory"],
    default: defaultSettings.defects,
    description: "the level of the report when a rule fails inside",
  },
} as const satisfies Record<keyof Settings, object>;
