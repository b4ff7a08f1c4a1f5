import { type Area, areas } from "../../policy/frame/areas";
import type { ConfigProperties } from "../../policy/frame/config-schema";
import { type AnyRule, unknownText } from "../../policy/frame/rule";
import { settingsName, settingsSchema } from "../../policy/frame/settings";
import { exampleConfiguration, exampleYaml } from "./examples";

const note = "<!-- Generated from policy/catalog.ts by `npm run docs:policies`. Do not edit. -->";

/** The reference of the policy pack: Markdown by path from the root of the repository. */
export function reference(rules: readonly AnyRule[]): Map<string, string> {
  const inUse = (Object.keys(areas) as Area[]).filter((area) => of(rules, area).length > 0);
  return new Map([
    ["docs/policies.md", index(rules, inUse)],
    ...inUse.map((area): [string, string] => [pageOf(area), page(area, of(rules, area))]),
  ]);
}

function of(rules: readonly AnyRule[], area: Area): AnyRule[] {
  return rules.filter((rule) => rule.area === area);
}

function pageOf(area: Area): string {
  return `docs/policies/${area}.md`;
}

function index(rules: readonly AnyRule[], inUse: readonly Area[]): string {
  return paragraphs([
    note,
    "# Policies",
    `The pack has ${rules.length} rules. [Its README](../policy/README.md) describes how to use and configure them, and how to exempt resources.`,
    "_Resource_ rules check a resource before it is created or changed, in `preview` and in `up`. _Stack_ rules check it among the other resources of its stack: in `preview` before any change, in `up` after the changes.",
    ...inUse.flatMap((area) => [
      `## ${areas[area]} (\`${area}\`)`,
      table(
        ["Rule", "Description", "Severity", "dev", "prod", "Checks", "Remediates"],
        of(rules, area).map((rule) => [
          `[${rule.id}](policies/${area}.md#${rule.id})`,
          rule.description,
          rule.severity,
          rule.levels.dev,
          rule.levels.prod,
          scopeOf(rule),
          rule.remediate ? "yes" : "",
        ]),
      ),
    ]),
    `## Settings of the pack (\`${settingsName}\`)`,
    configuration(settingsSchema),
  ]);
}

function page(area: Area, rules: readonly AnyRule[]): string {
  return paragraphs([
    note,
    `# ${areas[area]} (\`${area}\`)`,
    "[All policies](../policies.md)",
    ...rules.flatMap(section),
  ]);
}

function section(rule: AnyRule): string[] {
  return [
    `## ${rule.id}`,
    rule.description,
    table(
      ["Severity", "Level in dev", "Level in prod", "Checks", "Remediates"],
      [
        [
          rule.severity,
          rule.levels.dev,
          rule.levels.prod,
          scopeOf(rule),
          rule.remediate ? "at level `remediate`" : "never",
        ],
      ],
    ),
    `**Why.** ${rule.why}`,
    `**How to fix.** ${rule.fix}`,
    ...exampleConfiguration(rule),
    "**Fails:**",
    exampleYaml(rule.fails),
    "**Passes:**",
    exampleYaml(rule.passes),
    ...(rule.config ? ["**Configuration:**", configuration(rule.config)] : []),
    `**Unknown values.** ${unknownText(rule)}`,
    `**Resource types:** ${typesOf(rule)}`,
    ...referencesOf(rule),
    `**More:** ${rule.links.map((link) => `<${link}>`).join(", ")}`,
  ];
}

function scopeOf({ check, checkInStack }: AnyRule): string {
  return [check ? "resource" : [], checkInStack ? "stack" : []].flat().join(", ");
}

function typesOf({ types }: AnyRule): string {
  if (types.length > 20) return `${types.length} resource types`;
  return types.map((type) => `\`${type}\``).join(", ");
}

function referencesOf({ references = [] }: AnyRule): string[] {
  if (references.length === 0) return [];
  const shown = references.map(({ framework, id }) => `${framework} ${id}`);
  return [`**The same rule elsewhere:** ${shown.join(", ")}`];
}

function configuration(properties: ConfigProperties): string {
  return table(
    ["Property", "Type", "Default", "Description"],
    Object.entries(properties).map(([name, { type, default: value, description }]) => [
      `\`${name}\``,
      type,
      `\`${JSON.stringify(value)}\``,
      description,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function paragraphs(texts: readonly string[]): string {
  return `${texts.join("\n\n")}\n`;
}
