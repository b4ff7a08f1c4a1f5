import Table from "cli-table3";
import type { Entry } from "../../simulator";

/** What exists in the local cloud, as a table. */
export function table(entries: readonly Entry[]): string {
  if (entries.length === 0) return "The local cloud is empty.";
  const rows = new Table({ head: ["Where", "Type", "Id", "Stack resource"] });
  const sorted = [...entries].sort((a, b) => key(a).localeCompare(key(b)));
  for (const { scope, type, id, urn } of sorted) {
    rows.push([
      scope,
      type,
      id,
      urn === undefined ? "made by AWS" : (urn.split("::").pop() ?? urn),
    ]);
  }
  return `${rows.toString()}\n${entries.length} in all`;
}

function key({ scope, type, id }: Entry): string {
  return `${scope} ${type} ${id}`;
}
