/** A row of a table of arguments or settings. */
export interface Row {
  name: string;
  type: string;
  default: string;
  description: string;
}

/** A table of arguments or settings, as Markdown. */
export function table(heading: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "None.";
  return [
    `| ${heading} | Type | Default | Description |`,
    "| --- | --- | --- | --- |",
    ...rows.map((row) => {
      const cells = [`\`${row.name}\``, code(row.type), row.default, row.description];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  ].join("\n");
}

export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
