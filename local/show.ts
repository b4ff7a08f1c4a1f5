import Table from "cli-table3";
import { shownEntries, type Entry, type ShownEntry } from "../simulator";

/** The constraints of the table. */
export interface TableStyle {
  /** Characters in a line. */
  width: number;
  /** Whether the header may be bold. */
  colour: boolean;
}

/** The default width of a line. */
const WIDTH = 160;
const GAP = "  ";

/** The columns in their order, and the order in which they are shortened, with their minimum widths. */
const HEAD = ["Place", "Type", "Name or id", "Stack resource"];
const YIELDING: readonly { column: number; narrowest: number }[] = [
  { column: 2, narrowest: 36 },
  { column: 3, narrowest: 24 },
  { column: 0, narrowest: 16 },
  { column: 1, narrowest: 20 },
];

/** The style for a stream: escape codes are for terminals only, and only if colour is enabled. */
export function styleFor(
  stream: { isTTY?: boolean; columns?: number },
  env: NodeJS.ProcessEnv,
): TableStyle {
  const colour = stream.isTTY === true && (env["NO_COLOR"] ?? "") === "";
  return { width: stream.columns ?? WIDTH, colour };
}

/** The table of resources in the local cloud, with a line per resource and the number per provider. */
export function table(
  entries: readonly Entry[],
  { width, colour }: TableStyle = { width: WIDTH, colour: false },
): string {
  if (entries.length === 0) return "The local cloud is empty.";
  const shown = shownEntries(entries);
  const rows = shown.map(cellsOf);
  const widths = fitting(
    HEAD.map((title, column) => Math.max(...[title, ...columnOf(rows, column)].map(lengthOf))),
    width - GAP.length * (HEAD.length - 1),
  );
  const lines = new Table({ chars: NO_LINES, style: PLAIN });
  lines.push(HEAD.map((title) => (colour ? `\u001b[1m${title}\u001b[22m` : title)));
  for (const row of rows) lines.push(row.map((text, column) => shortened(text, widths[column]!)));
  const text = lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
  return `${text}\n${countsOf(shown)}`;
}

function cellsOf({ place, type, id, name, madeFor, provider }: ShownEntry): string[] {
  // For objects in namespaces, the id contains more than the name.
  const called = provider === "kubernetes" || name === "" ? id : name;
  return [place, type, called, madeFor];
}

function columnOf(rows: readonly string[][], column: number): string[] {
  return rows.map((row) => row[column] ?? "");
}

function lengthOf(text: string): number {
  return text.length;
}

function fitting(widths: readonly number[], available: number): number[] {
  const fitted = [...widths];
  for (const { column, narrowest } of YIELDING) {
    const excess = fitted.reduce((sum, each) => sum + each, 0) - available;
    const width = fitted[column]!;
    if (excess > 0) fitted[column] = Math.max(Math.min(width, narrowest), width - excess);
  }
  return fitted;
}

/** Both ends of ids distinguish them, so the middle is removed. */
function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}

/** `aws: 103, kubernetes: 18; 121 in all` */
function countsOf(shown: readonly ShownEntry[]): string {
  const counts = new Map<string, number>();
  for (const { provider } of shown) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  const each = [...counts].map(([provider, count]) => `${provider}: ${count}`).join(", ");
  return `${each}; ${shown.length} in all`;
}

const NO_LINES = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "" },
  middle: GAP,
};
const PLAIN = { "padding-left": 0, "padding-right": 0, head: [], border: [] };
