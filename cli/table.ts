import Table from "cli-table3";

/**
 * Formats a table as plain text, the same on a terminal, in a file and in a pull request. Columns
 * of numbers are aligned to the right.
 */
export function table(head: string[], rows: (string | number)[][]): string {
  const numbers = head.map((_, column) => typeof rows[0]?.[column] === "number");
  const result = new Table({
    head,
    colAligns: numbers.map((number) => (number ? "right" : "left")),
    style: { head: [], border: [], compact: true },
  });
  result.push(...rows);
  return result.toString();
}
