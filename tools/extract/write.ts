import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";

/** The text of a data file: keys are sorted, and values that fit on a line of 100 characters are on one line. */
export async function dataText(content: unknown): Promise<string> {
  return format(JSON.stringify(sortedKeys(content)), { parser: "json", printWidth: 100 });
}

/** Writes data files. */
export function writeFiles(folder: string, texts: Map<string, string>): void {
  for (const [name, text] of texts) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Names of the files that are missing or hold another text. */
export function stale(folder: string, texts: Map<string, string>): string[] {
  return [...texts].flatMap(([name, text]) => {
    const file = path.join(folder, name);
    return existsSync(file) && readFileSync(file, "utf8") === text ? [] : [name];
  });
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortedKeys(each)]));
}
