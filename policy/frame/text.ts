/** A property's value as messages show it: as JSON, or `not set`. */
export function shown(value: unknown): string {
  return JSON.stringify(value) ?? "not set";
}
