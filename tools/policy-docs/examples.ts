import { stringify } from "yaml";
import type { AnyRule, Example } from "../../policy/frame/rule";

/** Resources in the form of a Pulumi YAML program. */
export function exampleYaml(example: Example): string {
  return fence("yaml", stringify({ resources: example }, { lineWidth: 0 }));
}

/** The configuration for a rule's examples; empty if it is the default. */
export function exampleConfiguration({ id, exampleConfig }: AnyRule): string[] {
  if (!exampleConfig) return [];
  return [
    "With the configuration",
    fence("json", JSON.stringify({ [id]: exampleConfig }, null, 2)),
  ];
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
