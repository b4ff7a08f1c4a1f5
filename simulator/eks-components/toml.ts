type Table = Record<string, unknown>;

/** Writes tables of texts, numbers, booleans and lists of these as TOML, with sorted keys. */
export function toToml(table: Table, path: readonly string[] = []): string {
  const entries = Object.entries(table)
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const own = entries.filter(([, value]) => !isTable(value));
  const inside = entries.flatMap(([key, value]) => (isTable(value) ? [{ key, value }] : []));
  const lines = own.map(([key, value]) => `${keyOf(key)} = ${JSON.stringify(value)}\n`);
  // A table that has nothing but tables is told by them.
  const isTold = path.length === 0 || (own.length === 0 && inside.length > 0);
  const head = isTold ? "" : `[${path.map(keyOf).join(".")}]\n`;
  return (
    head + [...lines, ...inside.map(({ key, value }) => toToml(value, [...path, key]))].join("")
  );
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys are bare where TOML lets them. */
function keyOf(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
